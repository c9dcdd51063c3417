import type { Role } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTokenOffice, type TokenOffice } from '../../../gateway/test/fixture/token-office.ts';
import { committedGraph } from './committed-graph.ts';
import { callerWith, EACH_ROLE, typesFor } from './roles.ts';
import { type Sink, startSink } from './sink.ts';
import { alongWay, declarations, operationOf, type Way, waysAlong } from './ways.ts';

const graph = committedGraph();
const anyWay = waysAlong(graph.schema, () => true);
/** A refusal names ten coordinates; the way to a type is four fields at most. */
const AT_ONCE = 6;

type Refusal = { readonly status: number; readonly code: unknown; readonly coordinates: readonly string[] };

describe('[A1] every field of the graph, for every role, at the gateway', () => {
  let office: TokenOffice;
  let sink: Sink;
  beforeAll(async () => {
    office = await openTokenOffice();
    sink = await startSink(office);
  });
  afterAll(async () => {
    await sink.stop();
    await office.stop();
  });

  const asker = async (role: Role) => {
    const token = role === 'PUBLIC' ? undefined : await office.token(callerWith(role));
    return async (query: string): Promise<Refusal> => {
      const response = await fetch(sink.graphql, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ query }),
      });
      const { errors = [] } = (await response.json()) as { errors?: { extensions: Record<string, unknown> }[] };
      const [first] = errors;
      const coordinates = (first?.extensions.coordinates ?? []) as string[];
      return { status: response.status, code: first?.extensions.code, coordinates };
    };
  };

  it('has a rule', () => {
    const fields = Object.values(graph.schema.getTypeMap()).flatMap((type) =>
      'getFields' in type && type.astNode?.kind === 'ObjectTypeDefinition'
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    );
    expect(fields.filter((coordinate) => !graph.access.has(coordinate))).toEqual([]);
  });

  it('is reached by some operation', () => {
    const types = typesFor(graph, 'ADMIN').map(({ type }) => type.name);
    expect(types.filter((name) => !anyWay.has(name))).toEqual([]);
  });

  it.each(EACH_ROLE)('%s is refused each field that is not open to it, and no subgraph hears of it', async (role) => {
    const ask = await asker(role);
    const open = waysAlong(graph.schema, (coordinate) => isOpenTo(role, coordinate));
    const arrivedBefore = sink.arrived();
    const passed: string[] = [];
    for (const { type, shut } of typesFor(graph, role)) {
      const way = open.get(type.name) ?? (anyWay.get(type.name) as Way);
      for (let from = 0; from < shut.length; from += AT_ONCE) {
        const fields = shut.slice(from, from + AT_ONCE);
        const declared = declarations();
        const body = alongWay(way, fields, declared);
        const { status, code, coordinates } = await ask(operationOf(way.kind, declared, body));
        const isRefused =
          role === 'PUBLIC' ? status === 401 && code === 'UNAUTHENTICATED' : status === 403 && code === 'FORBIDDEN';
        const named = fields.filter(({ name }) => isRefused && coordinates.includes(`${type.name}.${name}`));
        if (named.length < fields.length) passed.push(`${body}: ${status} ${code} ${coordinates}`);
      }
    }
    expect(passed).toEqual([]);
    expect(sink.arrived()).toBe(arrivedBefore);
  });

  it.each(EACH_ROLE)('%s may ask for everything that is open to it, at once', async (role) => {
    const ask = await asker(role);
    const open = waysAlong(graph.schema, (coordinate) => isOpenTo(role, coordinate));
    for (const kind of ['query', 'mutation'] as const) {
      const declared = declarations();
      const bodies = typesFor(graph, role).flatMap(({ type, open: fields }, index) => {
        const way = open.get(type.name);
        if (!way || way.kind !== kind || fields.length === 0) return [];
        const text = alongWay(way, fields, declared);
        return way.steps.length === 0 ? [text] : [`t${index}: ${text}`];
      });
      if (bodies.length === 0) continue;
      const { code, coordinates } = await ask(operationOf(kind, declared, bodies.join(' ')));
      // It then stops for want of arguments, past the shield and before any subgraph.
      expect([kind, coordinates, code]).toEqual([kind, [], 'BAD_USER_INPUT']);
    }
  });
});

const openTo = new Map(
  EACH_ROLE.map((role) => [
    role,
    new Set(typesFor(graph, role).flatMap(({ type, open }) => open.map(({ name }) => `${type.name}.${name}`))),
  ]),
);
function isOpenTo(role: Role, coordinate: string): boolean {
  return openTo.get(role)?.has(coordinate) ?? false;
}
