import type { Role } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  execute,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { deny, shield } from 'graphql-shield';
import { createOperationShield } from '../../src/shield/operation-shield.ts';
import { shieldRules, shieldTypeDefs } from './shield-schema.ts';

const REFUSED = 'refused by the shield';
const ROLES: Role[] = ['TOWN_OPERATOR', 'AUDITOR', 'ADMIN'];

/**
 * A schema that answers everything: each list of an interface or union holds one object of each of its types, so whatever an
 * operation may reach is reached.
 */
function answering(): GraphQLSchema {
  const schema = buildSchema(shieldTypeDefs);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = ({ __typename }: { __typename: string }) => __typename;
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      const isMany = String(field.type).startsWith('[');
      field.resolve = () => {
        if (isAbstractType(named)) {
          const all = schema.getPossibleTypes(named).map(({ name }) => ({ __typename: name }));
          return isMany ? all : all[0];
        }
        const one = isObjectType(named) ? { __typename: named.name } : 'text';
        return isMany ? [one] : one;
      };
    }
  }
  return schema;
}

const schema = answering();
const shielded = applyMiddleware(
  answering(),
  shield(shieldRules, { fallbackRule: deny, fallbackError: REFUSED, allowExternalErrors: false }),
);
const decide = createOperationShield(schema, shieldRules);

type Selected = { readonly text: string };
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  person: ['', '(secretly: true)', '(secretly: false)', '(secretly: $yes)', '(secretly: $no)'],
  phone: ['', '(mask: true)', '(mask: $no)', '(mask: $yes)'],
  sized: ['', '(where: { size: LARGE, near: { size: SMALL } })'],
  rename: ['(name: "n")'],
};
const CONDITIONS = ['', '', '', '@skip(if: true)', '@skip(if: false)', '@include(if: false)', '@include(if: true)'];

/** Selections on a type, at most `levels` deep; `path` keeps names apart, so that no two merge into one that cannot. */
function selections(typeName: string, levels: number, path: string): fc.Arbitrary<Selected> {
  const type = schema.getType(typeName);
  const conditions =
    isAbstractType(type) && levels > 0
      ? schema.getPossibleTypes(type).map((object, index) =>
          selections(object.name, levels - 1, `${path}c${index}`).map(({ text }) => ({
            text: `... on ${object.name} ${text}`,
          })),
        )
      : [];
  const fields = isUnionType(type)
    ? []
    : Object.values((type as GraphQLObjectType).getFields()).flatMap((field, index): fc.Arbitrary<Selected>[] => {
        const below = getNamedType(field.type);
        const isComposite = isObjectType(below) || isInterfaceType(below) || isUnionType(below);
        if (isComposite && levels === 0) return [];
        const own = fc.record({
          given: fc.constantFrom(...(ARGUMENTS[field.name] ?? [''])),
          condition: fc.constantFrom(...CONDITIONS),
          set: isComposite ? selections(below.name, levels - 1, `${path}f${index}`) : fc.constant({ text: '' }),
        });
        return [
          own.map(({ given, condition, set }) => ({
            text: `${path}${field.name}: ${field.name}${given} ${condition} ${set.text}`,
          })),
        ];
      });
  const all = [...fields, ...conditions];
  if (all.length === 0) return fc.constant({ text: '{ __typename }' });
  return fc.array(fc.oneof(...all), { minLength: 1, maxLength: 3 }).map((chosen) => ({
    text: `{ __typename ${[...new Map(chosen.map((one) => [one.text.split(/[(@ {]/)[0], one])).values()].map(({ text }) => text).join(' ')} }`,
  }));
}

/** What a literal @skip or @include leaves out is asked of nobody, so both sides agree on it. */
const operation = fc.oneof(
  selections('Query', 3, 'q').map(({ text }) => `query ($yes: Boolean = true, $no: Boolean = false) ${text}`),
  selections('Mutation', 2, 'm').map(({ text }) => `mutation ($yes: Boolean = true, $no: Boolean = false) ${text}`),
);

async function isRefusedByShield(source: string, roles: readonly Role[]): Promise<boolean> {
  const { errors = [] } = await execute({
    schema: shielded,
    document: parse(source),
    contextValue: { caller: { kind: 'PERSON', roles } },
  });
  const unexpected = errors.find(({ message }) => message !== REFUSED);
  if (unexpected) throw unexpected;
  return errors.some(({ message }) => message === REFUSED);
}

async function isRefusedHere(source: string, roles: readonly Role[]): Promise<boolean> {
  const document = parse(source);
  const refused = await decide(
    { document, operation: document.definitions[0] as OperationDefinitionNode, variables: {} },
    { kind: 'PERSON', roles: [...roles] },
  );
  return refused.length > 0;
}

describe('shields on the operation', () => {
  it('refuse what a shield on executed fields refuses, and nothing else', async () => {
    const seen = { allowed: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(operation, fc.subarray(ROLES), async (source, roles) => {
        const here = await isRefusedHere(source, roles);
        seen[here ? 'refused' : 'allowed'] += 1;
        expect(here).toBe(await isRefusedByShield(source, roles));
      }),
      { numRuns: 600 },
    );
    expect(Math.min(seen.allowed, seen.refused)).toBeGreaterThan(50);
  });
});
