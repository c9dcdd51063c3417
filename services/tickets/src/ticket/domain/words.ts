/** Most tokens kept of one ticket: each is an index entry written at intake. */
const MOST_TOKENS = 64;
/** Characters of the text that are searchable, besides title and address. */
const SEARCHED_TEXT = 40;

const HAN_RUN = /\p{Script=Han}+/gu;
const WORD = /[\p{Letter}\p{Number}]+/gu;

function bigrams(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/**
 * Words of a text for search by equality: pairs of neighbouring characters for Chinese, whole lower-case words and numbers for the rest.
 * `积水严重 A12` → 积水, 水严, 严重, a12.
 */
export function wordsIn(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  const chinese = (plain.match(HAN_RUN) ?? []).flatMap(bigrams);
  const others = plain.replace(HAN_RUN, ' ').match(WORD) ?? [];
  return [...new Set([...chinese, ...others])];
}

/** The words a ticket can be found by. */
export const searchWords = (ticket: { title: string; address: string | null; text: string }): string[] =>
  wordsIn(`${ticket.title} ${ticket.address ?? ''} ${ticket.text.slice(0, SEARCHED_TEXT)}`).slice(0, MOST_TOKENS);
