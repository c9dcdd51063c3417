import type { Draft, Expectation } from '../corpus/line.ts';
import { asked, invalid, refused, tooLarge } from './drafts.ts';

const NAME = 'variables';

type Slot = { readonly document: string; readonly type: string; readonly wrong: readonly unknown[] };

const OBJECTS: readonly unknown[] = [
  {},
  { a: 1 },
  [],
  [[]],
  ['x', 'y'],
  [{ a: 1 }],
  { $ne: null },
  { $gt: '' },
  { toString: 'x' },
];
const NUMBERS_FOR_TEXT: readonly unknown[] = [0, 1.5, -1, true, false, 1e308];

/** Places for values, and values that do not belong there. */
const SLOTS: readonly Slot[] = [
  {
    document: 'query ($v: String!) { division(code: $v) { code } }',
    type: 'String',
    wrong: [...OBJECTS, ...NUMBERS_FOR_TEXT, null],
  },
  { document: 'query ($v: ID) { grid(id: $v) { id } }', type: 'ID', wrong: [...OBJECTS, 1.5, true] },
  {
    document: 'query ($v: Int) { divisions(parent: "410000000000", first: $v) { nodes { code } } }',
    type: 'Int',
    wrong: [
      ...OBJECTS,
      '1',
      '',
      'NaN',
      'Infinity',
      1.5,
      2_147_483_648,
      -2_147_483_649,
      9_007_199_254_740_992,
      1e308,
      true,
      '0x10',
      ' 1 ',
    ],
  },
  {
    document:
      'query ($v: Float!) { gridAt(point: { longitude: $v, latitude: 34.7, system: GCJ02 }) { divisions { code } } }',
    type: 'Float',
    wrong: [...OBJECTS, '113.6', 'NaN', 'Infinity', '-Infinity', '', true, null],
  },
  {
    document: 'query ($v: DateTime) { itemList(jurisdiction: "j", at: $v) { id } }',
    type: 'DateTime',
    wrong: [
      ...OBJECTS,
      'yesterday',
      '2026-13-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-02-29T00:00:00Z',
      '2026-01-01',
      '2026-01-01 00:00:00',
      '2026-01-01T25:00:00Z',
      '2026-01-01T00:61:00Z',
      '2026-01-01T24:01:00Z',
      '+275761-01-01T00:00:00Z',
      '-000001-01-01T00:00:00Z',
      '99999-01-01T00:00:00Z',
      '2026-01-01T00:00:00',
      '2026-01-01T00:00:00+99:00',
      '2026-01-01T00:00:00ZZ',
      '２０２６-01-01T00:00:00Z',
      '2026-01-01T00:00:00Z\n',
      '0000-00-00T00:00:00Z',
      1_700_000_000,
      0,
      '',
      true,
    ],
  },
  {
    document: 'query ($v: GridKind) { grids(filter: { kind: $v }) { nodes { id } } }',
    type: 'GridKind',
    wrong: [...OBJECTS, 'urban', 'Urban', 'URBAN ', 'COUNTY', '', 0, 1, true, 'constructor', '__proto__'],
  },
  {
    document: 'query ($v: DivisionLevel) { divisions(parent: "1", level: $v) { nodes { code } } }',
    type: 'DivisionLevel',
    wrong: [...OBJECTS, 'GRID', 'hasOwnProperty', '\u0000COUNTY', 3],
  },
  {
    document: 'query ($v: PointInput!) { gridAt(point: $v) { divisions { code } } }',
    type: 'PointInput',
    wrong: [
      null,
      {},
      [],
      'POINT(113 34)',
      { longitude: 113.6 },
      { longitude: 113.6, latitude: 34.7 },
      { longitude: 113.6, latitude: 34.7, system: 'WGS84', altitude: 3 },
      { longitude: 113.6, latitude: 34.7, system: 'EPSG:4326' },
      { longitude: null, latitude: 34.7, system: 'GCJ02' },
      { longitude: '113.6', latitude: '34.7', system: 'GCJ02' },
      { longitude: [113.6], latitude: 34.7, system: 'GCJ02' },
      { longitude: { $gt: 0 }, latitude: 34.7, system: 'GCJ02' },
      { constructor: { prototype: { admin: true } }, longitude: 113.6, latitude: 34.7, system: 'GCJ02' },
    ],
  },
  {
    document: 'query ($v: GridFilter!) { grids(filter: $v) { nodes { id } } }',
    type: 'GridFilter',
    wrong: [
      null,
      [[]],
      'x',
      { $where: '1' },
      { division: { $ne: null } },
      { division: { $regex: '.*' } },
      { division: ['1', '2'] },
      { kind: 'URBAN', $or: [{}] },
      { outsideNorm: 'yes' },
      { status: ['PUBLISHED'] },
      { prototype: {} },
      { constructor: {} },
    ],
  },
];

const wrongType: Expectation = refused(
  'Variable "\\$v"|got invalid value|must not be null|DateTime must be',
  undefined,
);

const wrongTypes: readonly Draft[] = SLOTS.flatMap(({ document, wrong }) =>
  wrong.map((value) => asked(NAME, document, wrongType, { variables: { v: value } })),
);

/** Names that objects have of their own; JSON must keep them what they are: names. */
const prototypes: readonly Draft[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
].flatMap((name) => [
  asked(NAME, `query ($${name}: String!) { division(code: $${name}) { code } }`, refused('Variable|required|Syntax'), {
    variables: {},
  }),
  asked(NAME, `{ ${name} }`, invalid('Cannot query field')),
  asked(NAME, `{ division(code: "1", ${name}: 1) { code } }`, invalid('Unknown argument')),
  asked(NAME, `{ grids(filter: { ${name}: 1 }) { nodes { id } } }`, invalid('is not defined by type')),
  asked(NAME, `{ grids(filter: { kind: ${name} }) { nodes { id } } }`, invalid('does not exist in "GridKind"')),
  asked(NAME, `query ($v: ${name}) { __typename }`, invalid('Unknown type|never used')),
]);

const DEEP = tooLarge('变量嵌套过深');
const SCALAR = 'query ($v: String!) { division(code: $v) { code } }';

const sizes: readonly Draft[] = [
  ...[17, 30, 100, 1_000].map((levels) =>
    asked(NAME, SCALAR, tooLarge('变量嵌套过深|Variable'), { variables: { v: { $deep: levels } } }),
  ),
  ...[17, 1_000].map((levels) => asked(NAME, '{ __typename }', DEEP, { variables: { unused: { $deep: levels } } })),
  ...[61_000, 300_000].map((count) =>
    asked(NAME, '{ __typename }', tooLarge('变量过多'), { variables: { v: { $list: 0, $times: count } } }),
  ),
  ...[1_100_000, 5_000_000].map((length) =>
    asked(NAME, SCALAR, refused('over \\d+ bytes', 'BAD_USER_INPUT', 413), {
      variables: { v: { $text: [{ repeat: 'x', times: length }] } },
    }),
  ),
];

const declarations: readonly Draft[] = [
  ['query ($v: Nowhere) { division(code: $v) { code } }', 'Unknown type'],
  ['query ($v: Division) { division(code: $v) { code } }', 'cannot be non-input type'],
  ['query ($v: [String!]!) { division(code: $v) { code } }', 'used in position expecting'],
  ['query ($v: Int) { division(code: $v) { code } }', 'used in position expecting'],
  ['query ($v: String!, $v: String!) { division(code: $v) { code } }', 'only one variable'],
  ['query ($v: String) { division(code: "1") { code } }', 'never used'],
  ['{ division(code: $v) { code } }', 'is not defined'],
  ['query ($v: String = 1) { division(code: $v) { code } }', 'String cannot represent|used in position'],
  ['query ($v: Int = 9999999999) { divisions(first: $v) { nodes { code } } }', 'Int cannot represent'],
  ['query ($v: GridFilter! = {}) { grids(filter: $v) { nodes { id } } __schema { $v } }', 'Syntax Error'],
  ['query ($v: String! = null) { division(code: $v) { code } }', 'Expected value of type'],
  ['query ($v: _Any!) { division(code: $v) { code } }', 'Unknown type|used in position'],
  ['query ($v: join__FieldSet) { division(code: $v) { code } }', 'Unknown type|used in position'],
  ['query ($a: String! = $b, $b: String!) { division(code: $a) { code } }', 'Syntax Error'],
].map(([document = '', says = '']) => asked(NAME, document, { as: 'ERROR', status: 400, says }));

const shapes: readonly Draft[] = [[], [1], '{}', 'v=1', 1, true].map((variables) =>
  asked(NAME, '{ __typename }', refused('variables'), { variables }),
);

export const variables: readonly Draft[] = [...wrongTypes, ...prototypes, ...sizes, ...declarations, ...shapes];
