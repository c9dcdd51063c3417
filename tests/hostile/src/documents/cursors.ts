import type { Draft } from '../corpus/line.ts';
import { asked } from './drafts.ts';

const cursor = (text: string): string => Buffer.from(text).toString('base64url');

/** What might be taken for a place in a list, and is none. */
const FORGED: readonly string[] = [
  '%',
  '🦉',
  'bm90IGpzb24',
  cursor('null'),
  cursor('true'),
  cursor('1'),
  cursor('"x"'),
  cursor('{}'),
  cursor('[]'),
  cursor('[null]'),
  cursor('[true]'),
  cursor('[[]]'),
  cursor('[{}]'),
  cursor('[{"$gt":""}]'),
  cursor('[{"$ne":null}]'),
  cursor('[{"$regex":"^"}]'),
  cursor('[{"d":"x"}]'),
  cursor('[{"d":null}]'),
  cursor('[{"d":1e300}]'),
  cursor('[{"d":{"$gt":0}}]'),
  cursor('[{"d":0,"e":1}]'),
  cursor('[1,2,3,4,5,6,7,8]'),
  cursor('["a","b","c","d"]'),
  cursor('[{"d":0},{"d":0},{"d":0}]'),
  cursor(`["${'x'.repeat(5_000)}"]`),
  cursor('["a\u0000b"]'),
  cursor('[1e999]'),
  cursor('["__proto__",{"__proto__":{"d":1}}]'),
  cursor('[{"d":8640000000000001}]'),
  `${cursor('["a"]')}====x`,
  'x'.repeat(20_000),
];

const LISTS = [
  ['{ divisions(parent: "410000000000", after: $after) { nodes { code } } }', 'public'],
  ['{ grids(filter: { division: "{{county}}" }, after: $after) { nodes { id } } }', 'public'],
  ['{ organizations(after: $after) { nodes { id } } }', 'public'],
  ['{ serviceItems(jurisdiction: "{{jurisdiction}}", after: $after) { nodes { id } } }', 'public'],
  ['{ tickets(after: $after) { nodes { id } } }', 'county'],
  ['{ myWork(after: $after) { nodes { id } } }', 'town'],
  ['{ accounts(after: $after) { nodes { id } } }', 'admin'],
  ['{ persons(after: $after) { nodes { id } } }', 'county'],
  ['{ staffingGaps(after: $after) { nodes { gridName } } }', 'county'],
  ['{ auditEntries(after: $after) { nodes { sequence } } }', 'auditor'],
  ['{ dataResources(after: $after) { nodes { id } } }', 'steward'],
  ['{ shareRequests(after: $after) { nodes { id } } }', 'steward'],
  ['{ refusedRows(resource: "{{resource}}", after: $after) { nodes { id } } }', 'steward'],
  ['{ feedEvents(organization: "{{lead}}", after: $after) { nodes { type } } }', 'steward'],
] as const;

/** Every list with every forgery: refused, never handed to the database as it stands. */
export const cursors: readonly Draft[] = LISTS.flatMap(([list, by]) =>
  FORGED.map((after) =>
    asked(
      'cursors',
      `query ($after: String) ${list}`,
      { as: 'ERROR', code: 'BAD_USER_INPUT', field: 'after' },
      { variables: { after }, by },
    ),
  ),
);

/** Sizes that are no size of a page. */
export const pageSizes: readonly Draft[] = LISTS.flatMap(([list, by]) =>
  [0, -1, 201, 2_147_483_647, -2_147_483_648].map((first) =>
    asked(
      'page sizes',
      `query ($first: Int) ${list.replace('after: $after', 'first: $first')}`,
      { as: 'ERROR', code: 'BAD_USER_INPUT', says: 'first|数据过多' },
      { variables: { first }, by },
    ),
  ),
);
