import type { Draft } from '../corpus/line.ts';
import { asked, SYNTAX, times, tooLarge, wrapped } from './drafts.ts';

const NAME = 'depth';
const TOO_DEEP = tooLarge('层级过深|数据过多');

/** Ways round in the graph: from a type back to itself. */
const ROUNDS: readonly (readonly [string, string, string])[] = [
  ['division(code: "410100000000")', '{ parent ', '}'],
  ['division(code: "410100000000")', '{ ancestors ', '}'],
  ['division(code: "410100000000")', '{ children { nodes ', '} }'],
  ['division(code: "410100000000")', '{ grids { nodes { division ', '} } }'],
  ['grid(code: "G")', '{ division { grids { nodes ', '} } }'],
  [
    'organization(code: "O")',
    '{ division { parent { grids { nodes { leader { appointments { organization ',
    '} } } } } } }',
  ],
  ['organization(code: "O")', '{ successor ', '}'],
  [
    'gridNotice(code: "G")',
    '{ grid { division { grids { nodes { leader { appointments { grid { division { parent ',
    '} } } } } } } } }',
  ],
];

const leafOf = (close: string): string => (close.length > 0 ? '{ __typename }' : '');

function roundAndRound(): Draft[] {
  const rounds = ROUNDS.slice(0, 5).concat([ROUNDS[6] as (typeof ROUNDS)[number]]);
  return rounds.flatMap(([root, open, close]) =>
    [20, 40, 80, 160].map((levels) =>
      asked(NAME, ['{ ', root, ' ', ...wrapped(levels, open, leafOf(close), close), ' }'], TOO_DEEP),
    ),
  );
}

/** The levels stand in fragments, so that no selection set is deep by itself. */
function inFragments(): Draft[] {
  return [16, 24, 32, 60].map((count) =>
    asked(
      NAME,
      `{ division(code: "410100000000") { ...f0 } } ${times(count, (n) => `fragment f${n} on Division { parent { ...f${n + 1} } }`)} fragment f${count} on Division { code }`,
      TOO_DEEP,
    ),
  );
}

function inInlineFragments(): Draft[] {
  return [16, 20, 30, 50].map((levels) =>
    asked(
      NAME,
      [
        '{ division(code: "410100000000") { ',
        ...wrapped(levels, '... on Division { parent { ', 'code', ' } } '),
        ' } }',
      ],
      TOO_DEEP,
    ),
  );
}

/** Nothing but brackets, in every place that takes them. */
function brackets(): Draft[] {
  const levels = [50, 500, 2_000, 20_000, 100_000];
  const value = tooLarge('参数值嵌套过深');
  return [
    ...levels.map((count) =>
      asked(NAME, wrapped(count, '{ a ', '', '}'), {
        as: 'ERROR',
        status: 400,
        says: 'Syntax Error|嵌套过深|Cannot query field',
      }),
    ),
    ...levels.map((count) => asked(NAME, wrapped(count, '{', 'a', '}'), SYNTAX)),
    ...[200, 1_000].map((count) =>
      asked(
        NAME,
        [
          'mutation { importGrids(input: { jurisdiction: "j", publish: false, rows: [{ externalId: "1", name: "n", kind: URBAN, division: "1", boundary: ',
          ...wrapped(count, '[', '', ']'),
          ' }] }) { userErrors { code } } }',
        ],
        value,
        { by: 'admin' },
      ),
    ),
    ...[200, 700].map((count) =>
      asked(
        NAME,
        [
          'mutation { importGrids(input: { jurisdiction: "j", publish: false, rows: [{ externalId: "1", name: "n", kind: URBAN, division: "1", boundary: ',
          ...wrapped(count, '{ a: ', '1', '}'),
          ' }] }) { userErrors { code } } }',
        ],
        value,
        { by: 'admin' },
      ),
    ),
    ...[5_000, 50_000].map((count) =>
      asked(NAME, ['{ grid(code: ', ...wrapped(count, '[', '', ']'), ') { id } }'], SYNTAX),
    ),
    ...[100, 1_000, 5_000].map((count) =>
      asked(NAME, ['query ($v: ', ...wrapped(count, '[', 'Int', ']'), ') { __typename }'], {
        as: 'ERROR',
        status: 400,
        says: 'never used|Syntax Error|嵌套过深',
      }),
    ),
    ...[50_000].map((count) =>
      asked(NAME, ['query ($v: ', ...wrapped(count, '[', 'Int', ']'), ') { __typename }'], SYNTAX),
    ),
  ];
}

export const depth: readonly Draft[] = [...roundAndRound(), ...inFragments(), ...inInlineFragments(), ...brackets()];
