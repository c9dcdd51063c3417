/**
 * The single characters and neighbouring pairs of a name: what a search for part of a name is looked up by, since neither an embedded
 * server nor a sharded one finds a middle part of a text by index.
 */
export function nameGrams(name: string): string[] {
  const characters = [...name];
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  return [...new Set([...characters, ...pairs])];
}

/** The gram that any name containing the text has: its first pair, or the character when there is only one. */
export const searchGram = (text: string): string => [...text].slice(0, 2).join('');
