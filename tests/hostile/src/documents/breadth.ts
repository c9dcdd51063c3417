import type { Draft } from '../corpus/line.ts';
import { asked, invalid, SYNTAX, times, tooLarge } from './drafts.ts';

const SELECTIONS = ['code', 'name', 'level', '__typename'] as const;

/** Many names for one field: each is work, and a page of answers. */
function aliases(): Draft[] {
  const many = tooLarge('别名过多|顶层字段过多|数据过多');
  return [
    ...[51, 80, 150, 300].map((count) =>
      asked('aliases', `{ division(code: "410100000000") { ${times(count, (n) => `a${n}: name`)} } }`, many),
    ),
    ...[31, 60, 120, 250].map((count) =>
      asked('aliases', `{ ${times(count, (n) => `a${n}: division(code: "${410_100_000_000 + n}") { code }`)} }`, many),
    ),
    ...[51, 200, 700].map((count) => asked('aliases', `{ ${times(count, (n) => `a${n}: __typename`)} }`, many)),
    ...[31, 60].map((count) =>
      asked(
        'aliases',
        `mutation { ${times(count, (n) => `m${n}: login(input: { login: "admin", password: "guess-${n}" }) { accessToken }`)} }`,
        many,
      ),
    ),
    ...[31, 60].map((count) =>
      asked(
        'aliases',
        `{ ${times(count, (n) => `t${n}: ticketByNumber(code: "4101", queryCode: "${n}") { code }`)} }`,
        many,
      ),
    ),
    ...[1_000, 5_000, 50_000].map((count) =>
      asked('aliases', ['{ ', { repeat: 'a: __typename ', times: count }, ' }'], SYNTAX),
    ),
    ...[3, 4, 5, 6].map((levels) =>
      asked(
        'aliases',
        `{ division(code: "410100000000") { ...f0 } } ${times(levels, (n) => `fragment f${n} on Division { a: children(first: 200) { nodes { ...f${n + 1} } } b: children(first: 100) { nodes { ...f${n + 1} } } c: children(first: 50) { nodes { ...f${n + 1} } } }`)} fragment f${levels} on Division { x: code }`,
        many,
      ),
    ),
  ];
}

/** The same field over and over: one field to execute, thousands to compare. */
function repetition(): Draft[] {
  return [
    ...[1_000, 3_000, 10_000, 100_000]
      .flatMap((count) =>
        ['__typename ', 'a ', '...f ', '... { a } '].map((what) =>
          asked('breadth', ['{ ', { repeat: what, times: count }, '}'], {
            as: 'ERROR',
            status: 400,
            says: 'Cannot query field|Unknown fragment|too many|aborted|tokens',
          }),
        ),
      )
      .filter((draft) => !JSON.stringify(draft).includes('"__typename ","times":1000')),
    ...[31, 60, 200].map((count) =>
      asked(
        'breadth',
        `{ ${times(count, (n) => `division(code: "410100000000") { ${SELECTIONS[n % 4]} }`)} }`,
        tooLarge('顶层字段过多|数据过多'),
      ),
    ),
    ...[31, 50].map((count) =>
      asked(
        'breadth',
        `{ ${times(count, () => '...f')} } fragment f on Query { me { subject } }`,
        tooLarge('顶层字段过多'),
      ),
    ),
    ...[16, 40].map((count) =>
      asked(
        'breadth',
        `{ ${times(count, () => '... on Query { me { subject } __typename }')} }`,
        tooLarge('顶层字段过多'),
      ),
    ),
    ...[2_000, 20_000].map((count) =>
      asked(
        'breadth',
        ['query (', { repeat: '$a: Int ', times: count }, ') { __typename }'],
        count > 700 ? SYNTAX : invalid('variable'),
      ),
    ),
    ...[100, 500].map((count) =>
      asked('breadth', `query (${times(count, (n) => `$v${n}: Int`)}) { __typename }`, invalid('never used')),
    ),
    ...[100, 400].map((count) =>
      asked('breadth', `{ grid(${times(count, (n) => `a${n}: 1`)}) { id } }`, invalid('Unknown argument')),
    ),
    ...[100, 400].map((count) =>
      asked('breadth', `{ grid(${times(count, () => 'code: "1"')}) { id } }`, invalid('only one argument')),
    ),
    ...[200, 600].map((count) =>
      asked(
        'breadth',
        times(count, (n) => `query Q${n} { __typename }`),
        { as: 'ERROR', status: 400, code: 'OPERATION_RESOLUTION_FAILURE' },
      ),
    ),
  ];
}

/** Pages within pages. */
function cost(): Draft[] {
  const PAGES = [
    'divisions(parent: "410000000000", first: N) { nodes { children(first: N) { nodes { children(first: N) { nodes { code } } } } } }',
    'divisions(parent: "410000000000", first: N) { nodes { grids(first: N) { nodes { division { grids(first: N) { nodes { id } } } } } } }',
    'grids(filter: {}, first: N) { nodes { division { children(first: N) { nodes { grids(first: N) { nodes { id } } } } } } }',
    'organizations(first: N) { nodes { division { children(first: N) { nodes { grids(first: N) { nodes { id } } } } } } }',
  ];
  const expensive = tooLarge('数据过多');
  return [
    ...PAGES.flatMap((page) =>
      [100, 200, 1_000_000].map((rows) => asked('cost', `{ ${page.replaceAll('N', String(rows))} }`, expensive)),
    ),
    ...PAGES.flatMap((page) =>
      [200, 2_147_483_647, null].map((rows) =>
        asked(
          'cost',
          `query ($n: Int) { ${page.replaceAll('N', '$n')} ${rows === null ? PAGES.map((other, n) => `p${n}: ${other.replaceAll('N', '$n')}`).join(' ') : ''} }`,
          expensive,
          { variables: { n: rows } },
        ),
      ),
    ),
    ...PAGES.map((page) => asked('cost', `query ($n: Int = 200) { ${page.replaceAll('N', '$n')} }`, expensive)),
    ...PAGES.map((page) =>
      asked('cost', `query ($n: Int! = 200) { ${page.replaceAll('N', '$n')} }`, expensive, { variables: {} }),
    ),
    ...PAGES.map((page) =>
      asked('cost', `query ($n: Int) { ${page.replaceAll('N', '$n')} }`, expensive, {
        variables: { n: 200 },
        by: 'admin',
      }),
    ),
    ...PAGES.map((page) => asked('cost', `{ ...p } fragment p on Query { ${page.replaceAll('N', '200')} }`, expensive)),
    ...PAGES.map((page) =>
      asked(
        'cost',
        `query ($yes: Boolean = false) { ... @include(if: $yes) { ${page.replaceAll('N', '200')} } }`,
        expensive,
      ),
    ),
  ];
}

export const breadth: readonly Draft[] = [...aliases(), ...repetition(), ...cost()];
