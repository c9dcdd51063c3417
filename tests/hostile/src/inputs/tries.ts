import type { Draft, Expectation, Sender } from '../corpus/line.ts';

/** A sound input of a mutation, and who would be allowed to give it. */
export type Sound = {
  readonly mutation: string;
  readonly by: Sender;
  readonly input: Readonly<Record<string, unknown>>;
};

type Part = Readonly<Record<string, unknown>>;

/** The input with one part put in another's place; the path is by dots, numbers are places of a list. */
export function changed(input: unknown, path: string, value: unknown): unknown {
  const [head = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : changed((input as Part | undefined)?.[head] ?? {}, rest.join('.'), value);
  if (Array.isArray(input)) return input.map((element, index) => (String(index) === head ? inner : element));
  return { ...(input as Part), [head]: inner };
}

/** One mutation tried with every one of these values at one place. */
export const tried = (
  sound: Sound,
  path: string,
  { values, expect }: { readonly values: readonly unknown[]; readonly expect: Expectation },
): Draft[] =>
  values.map((value) => ({
    class: sound.mutation,
    by: sound.by,
    request: { kind: 'mutation', mutation: sound.mutation, input: changed(sound.input, path, value) },
    expect,
  }));

/** In the payload, naming the field. */
export const userError = (field: string, code?: string): Expectation => ({
  as: 'USER_ERROR',
  status: 200,
  field,
  ...(code === undefined ? {} : { code }),
  says: '\\p{Script=Han}',
});

/** In the report of an import. */
export const rowRefused = (says = '\\p{Script=Han}'): Expectation => ({ as: 'ROW_REFUSED', status: 200, says });

/** Before anything runs: not of the schema's type. */
export const notOfType: Expectation = { as: 'ERROR', status: 400, says: 'Variable "\\$input"' };

export const error = (code: string, field?: string): Expectation => ({
  as: 'ERROR',
  code,
  ...(field === undefined ? {} : { field }),
});
