import { badUserInput } from '@gridlink/subgraph-kit';

const WORDS_MAX = 50;

/** Refuses words to look for that are empty or longer than any name. */
export function checkSearchWords(words: string | null | undefined, field: string): void {
  if (words == null) return;
  if (words.trim() === '' || words.length > WORDS_MAX) {
    throw badUserInput(`${field} 应为 1 至 ${WORDS_MAX} 个字符 (1 to ${WORDS_MAX} characters)`, field);
  }
}
