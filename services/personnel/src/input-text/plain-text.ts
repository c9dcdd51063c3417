import { textFlaw } from '@gridlink/contracts';

/** True for words of 1 to `max` characters on one line, without hidden ones. */
export const isPlainText = (text: string, max: number): boolean => textFlaw(text, { most: max }) === undefined;

/** A pattern that finds exactly these words anywhere in a text. */
export const containing = (words: string): RegExp => new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
