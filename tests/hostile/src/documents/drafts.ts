import type { Draft, Expectation, Sender, Text } from '../corpus/line.ts';

/** Says so many things in a row, each knowing its number. */
export const times = (count: number, make: (index: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

/** `open` so many times, the inside, `close` so many times. */
export const wrapped = (levels: number, open: string, inside: string, close: string): Text => [
  { repeat: open, times: levels },
  inside,
  { repeat: close, times: levels },
];

type More = {
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
  readonly headers?: Readonly<Record<string, Text>>;
  readonly by?: Sender;
};

/** One GraphQL request and what it gets. */
export const asked = (name: string, query: Text | undefined, expect: Expectation, more: More = {}): Draft => {
  const { by, headers, ...parts } = more;
  return {
    class: name,
    ...(by === undefined ? {} : { by }),
    request: {
      kind: 'graphql',
      ...(query === undefined ? {} : { query }),
      ...parts,
      ...(headers === undefined ? {} : { headers: headers as Record<string, Text> }),
    },
    expect,
  };
};

/** A refusal before anything is planned. */
export const refused = (says: string, code?: string, status = 400): Expectation => ({
  as: 'ERROR',
  status,
  ...(code === undefined ? {} : { code }),
  says,
});

export const SYNTAX = refused('Syntax Error|嵌套过深', 'GRAPHQL_PARSE_FAILED');
export const invalid = (says: string): Expectation => refused(says, 'GRAPHQL_VALIDATION_FAILED');
export const tooLarge = (says: string): Expectation => refused(says, 'BAD_USER_INPUT');
/** Taken for what it says, and nothing is there. */
export const NOTHING: Expectation = { as: 'NOTHING', status: 200 };
