import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { SubgraphSource } from '../../src/composition/compose-supergraph.ts';
import { serviceSchemas } from '../../src/composition/service-schemas.ts';
import { gridTypeDefs, ticketsTypeDefs } from '../fixture/schemas.ts';
import { bothExecutors, type Result } from './both-executors.ts';
import { inventOperation } from './invented-operations.ts';

const SEED = Number(process.env.SEED ?? 20_260_601);
/** Of the conditions of @skip and @include; what is left out has a default. */
const VARIABLES = [{ yes: true, no: false }, { yes: false, no: true }, { yes: true }];

const essence = ({ data, errors = [], extensions = {} }: Result): unknown => ({
  data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
  codes: errors.map((error) => String(error.extensions?.code)).sort(),
  isCompletion: 'valueCompletion' in extensions,
  paths: errors.map(({ path }) => JSON.stringify(path)).sort(),
});

describe.each<[string, () => readonly SubgraphSource[], number]>([
  [
    'a small federation',
    () => [
      { name: 'grid', typeDefs: gridTypeDefs },
      { name: 'tickets', typeDefs: ticketsTypeDefs },
    ],
    200,
  ],
  ['the whole graph', () => serviceSchemas(join(import.meta.dirname, '../../../services')), 60],
])('a compiled plan over %s', (_what, sources, count) => {
  it(`answers ${count} invented operations as Apollo's executor does (seed ${SEED})`, async () => {
    const { reference, ours, schema, bodies, stop } = await bothExecutors(sources());
    if (!schema) throw new Error('no schema');
    const different: unknown[] = [];
    for (let index = 0; index < count; index++) {
      const { query } = inventOperation(schema, SEED + index);
      for (const variables of VARIABLES) {
        const asked = { query, variables };
        const [expected, got] = [essence(await reference(asked)), essence(await ours(asked))];
        if (JSON.stringify(expected) !== JSON.stringify(got)) different.push({ index, asked, expected, got });
      }
    }
    await stop();
    expect(different.slice(0, 1)).toEqual([]);
    expect(bodies.filter((body) => body.includes('_entities(')).length).toBeGreaterThan(count / 10);
  }, 300_000);
});
