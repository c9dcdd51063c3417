import { DIVISION_LEVELS, ORGANIZATION_FUNCTIONS, ORGANIZATION_KINDS, ROLES } from '@gridlink/contracts';
import { loadPacks } from '@gridlink/jurisdiction';
import { typeDefinitionsIn } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';

const enums = new Map(
  parse(typeDefinitionsIn(import.meta.dirname)).definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION
      ? [[definition.name.value, (definition.values ?? []).map(({ name }) => name.value)] as const]
      : [],
  ),
);

describe('the schema', () => {
  it.each([
    ['Role', ROLES],
    ['OrganizationKind', ORGANIZATION_KINDS],
    ['OrganizationFunction', ORGANIZATION_FUNCTIONS],
    ['DivisionLevel', DIVISION_LEVELS],
  ])('has every %s of the contracts, in their order', (name, values) => {
    expect(enums.get(name)).toEqual([...values]);
  });

  it('knows every function of a body that a pack names', () => {
    const named = [...loadPacks().values()].flatMap(({ departments }) =>
      [...departments.linkage, ...departments.serviceUnits, ...departments.massOrganizations].map(
        (body) => body.function,
      ),
    );
    const known = enums.get('OrganizationFunction') ?? [];
    expect(named.filter((bodyFunction) => !known.includes(bodyFunction))).toEqual([]);
  });
});
