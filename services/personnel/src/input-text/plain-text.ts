/** Control, zero-width and direction-changing characters: they hide in names and break lists. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** True for words of 1 to `max` characters without hidden ones. */
export function isPlainText(text: string, max: number): boolean {
  return text.trim().length > 0 && text.length <= max && !HIDDEN.test(text);
}

/** A pattern that finds exactly these words anywhere in a text. */
export const containing = (words: string): RegExp => new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
