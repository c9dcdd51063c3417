import { exampleOf } from './blank.ts';
import { codesIn, kindsOf, moduleOf, type StatedRefusal, sourceOf, statedIn } from './source-text.ts';

export type CatalogueEntry = {
  readonly code: string;
  /** Path of the input field, `n` for an index; empty for the whole. */
  readonly field: string;
  /** The message with "…" for what is put in. */
  readonly message: string;
  /** Whether it cites the article that refuses. */
  readonly lawful: boolean;
};

/** What some mutations of a service refuse. */
export type CatalogueGroup = {
  readonly title: string;
  readonly mutations: readonly string[];
  readonly entries: readonly CatalogueEntry[];
};

type UserError = {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
  readonly article?: unknown;
};
export type Words = (refusal: Readonly<Record<string, unknown>>) => UserError | undefined;

const isIndex = (part: unknown): boolean => /^(\d+|…)$/.test(String(part));

const entryOf = ({ code, field, message, article }: UserError): CatalogueEntry => ({
  code: String(code),
  field: field
    .map((part) => (isIndex(part) ? 'n' : String(part)))
    .filter((part, at) => part !== 'input' || at > 0)
    .join('.'),
  message,
  lawful: article !== null && article !== undefined,
});

/** Entries of some kinds, in the words of their service. */
export const wordedEntries = (
  kinds: readonly (string | Readonly<Record<string, unknown>>)[],
  words: Words,
): CatalogueEntry[] =>
  kinds
    .map((kind) => words(exampleOf(typeof kind === 'string' ? { kind } : kind)))
    .filter((error) => error !== undefined)
    .map(entryOf);

/** Entries that a service states with their words in place. */
export function statedEntries(service: string, ...files: readonly string[]): CatalogueEntry[] {
  const stated = files.flatMap((file) => statedIn(sourceOf(service, file)));
  const withoutInput = (field: string): string => field.replace(/^input(?:\.|$)/, '');
  return stated
    .filter(({ message }) => message !== '')
    .map(({ field, ...refusal }: StatedRefusal) => ({ ...refusal, field: withoutInput(field), lawful: false }));
}

/** A function of a service's module, for the words of its refusals. */
export async function functionOf<F>(service: string, file: string, name: string): Promise<F> {
  const found = (await moduleOf(service, file))[name];
  if (typeof found !== 'function') throw new Error(`${service}/${file} has no function ${name}`);
  return found as F;
}

export const unionOf = (service: string, file: string, type: string): string[] => {
  const kinds = kindsOf(sourceOf(service, file), type);
  if (kinds.length === 0) throw new Error(`${service}/${file} has no union ${type}`);
  return kinds;
};

/** Codes that a type lists are not made there. */
const withoutTypes = (source: string): string => source.replaceAll(/^(?:export )?type [\s\S]*?;\n(?:\n|$)/gm, '');

/** Those of the codes that some files make. */
export function madeIn(service: string, codes: readonly string[], ...files: readonly string[]): string[] {
  const made = files.map((file) => codesIn(withoutTypes(sourceOf(service, file))));
  return codes.filter((code) => made.some((found) => found.has(code)));
}
