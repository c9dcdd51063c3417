/** What keeps a text from being kept: nothing in it, more than its place takes, or characters nobody sees. */
export type TextFlaw = 'EMPTY' | 'TOO_LONG' | 'HIDDEN';

export type TextBounds = {
  /** Characters, not bytes; blanks around it do not count. */
  readonly most: number;
  /** Whether line breaks and tabs are part of such a text. Names, codes and reasons are one line unless said. */
  readonly lines?: boolean;
};

/**
 * Control characters, and the format characters that join, hide or turn text round: they make two names look alike, and a file's name
 * end in what it is not. Half a surrogate cannot be kept as it came.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const HIDDEN_IN_LINES = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** A family or a profession is several pictures joined by one of them; between pictures it hides nothing. */
const JOINED_PICTURES =
  /(?<=\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]?)\u{200D}(?=\p{Extended_Pictographic})/gu;

/** Whether a text holds characters nobody sees. */
export const hidesCharacters = (text: string, lines = false): boolean =>
  (lines ? HIDDEN_IN_LINES : HIDDEN).test(text.replace(JOINED_PICTURES, ''));

/** What is wrong with a text that somebody wrote, undefined when nothing is: the one rule for every text that is kept. */
export function textFlaw(text: string, { most, lines = false }: TextBounds): TextFlaw | undefined {
  const plain = text.trim();
  if (plain === '') return 'EMPTY';
  // Code units first: counting the characters of a megabyte is work nobody needs.
  if (plain.length > most * 2 || (plain.length > most && [...plain].length > most)) return 'TOO_LONG';
  return hidesCharacters(text, lines) ? 'HIDDEN' : undefined;
}
