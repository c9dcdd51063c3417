import { type Caller, ROLES } from '@gridlink/contracts';
import { createOperationShield, mayRead, rulesFromAccess } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execute, type OperationDefinitionNode, parse } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { deny, rule, shield } from 'graphql-shield';
import { answering } from './answering-schema.ts';
import { committedGraph } from './committed-graph.ts';
import { type DrawnOperation, drawnOperation } from './drawn-operation.ts';

const REFUSED = 'refused by the shield';
const RUNS = 1_000;
const SEED = 20_260_601;

type Asker = Pick<Caller, 'kind' | 'roles'>;

const { schema, access } = committedGraph();
const decide = createOperationShield(schema, rulesFromAccess(access));

/** The same table as a shield around every resolver, one rule for every field: what the operation's shield must agree with. */
function shielded() {
  const tree: Record<string, Record<string, ReturnType<ReturnType<typeof rule>>>> = {};
  for (const [coordinate, list] of access) {
    const [type = '', field = ''] = coordinate.split('.');
    const open = rule(coordinate, { cache: 'no_cache' })((_parent, _args, { caller }: { caller: Asker }) =>
      mayRead(caller as Caller, list),
    );
    tree[type] = { ...tree[type], [field]: open };
  }
  const guarded = shield(tree, { fallbackRule: deny, fallbackError: REFUSED, allowExternalErrors: false });
  return applyMiddleware(answering(committedGraph().schema), guarded);
}
const reference = shielded();

async function isRefusedByShield({ query, variables }: DrawnOperation, caller: Asker): Promise<boolean> {
  const { errors = [] } = await execute({
    schema: reference,
    document: parse(query),
    variableValues: variables,
    contextValue: { caller },
  });
  const unexpected = errors.find(({ message }) => message !== REFUSED);
  if (unexpected) throw unexpected;
  return errors.length > 0;
}

async function isRefusedHere({ query, variables }: DrawnOperation, caller: Asker): Promise<boolean> {
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return (await decide({ document, operation, variables }, { kind: caller.kind, roles: [...caller.roles] })).length > 0;
}

const someone: fc.Arbitrary<Asker> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Asker>({ kind: 'PUBLIC', roles: ['PUBLIC'] }) },
  {
    weight: 5,
    arbitrary: fc
      .subarray([...ROLES], { maxLength: 6 })
      .map((roles): Asker => ({ kind: 'PERSON', roles: roles.filter((role) => role !== 'PUBLIC') })),
  },
);

describe('[A1] the shield on the operation, over the whole graph', () => {
  it('refuses what a shield on executed fields refuses, and nothing else', async () => {
    const seen = { allowed: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(drawnOperation(schema), someone, async (operation, caller) => {
        const here = await isRefusedHere(operation, caller);
        seen[here ? 'refused' : 'allowed'] += 1;
        expect(here).toBe(await isRefusedByShield(operation, caller));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(Math.min(seen.allowed, seen.refused)).toBeGreaterThan(RUNS / 20);
  });
});
