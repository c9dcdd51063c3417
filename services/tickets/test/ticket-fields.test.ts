import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dispatched } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

type TypeReference = { readonly kind: string; readonly name: string | null; readonly ofType: TypeReference | null };
type Described = {
  readonly name: string;
  readonly type: TypeReference;
  readonly args: readonly { type: TypeReference }[];
};

const TYPE = `query ($name: String!) { __type(name: $name) { fields { name args { type { kind } } type { ...T ofType { ...T ofType { ...T ofType { ...T } } } } } } }
  fragment T on __Type { kind name }`;
const DEEPEST = 3;

const named = (type: TypeReference): TypeReference => (type.ofType ? named(type.ofType) : type);

describe('fields of a ticket', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
    await dispatched(town);
  });
  afterAll(() => town.stop());

  const fieldsOf = async (name: string): Promise<readonly Described[]> => {
    const { data } = await town.ask<{ __type: { fields: Described[] } }>(people.county, TYPE, { name });
    return data?.__type.fields.filter(({ args }) => args.every(({ type }) => type.kind !== 'NON_NULL')) ?? [];
  };

  /** Everything that can be asked of a type, so deep; `seen` are the types above, which are not entered again. */
  const allOf = async (name: string, seen: readonly string[]): Promise<string> => {
    const parts = await Promise.all(
      (await fieldsOf(name)).map(async (field) => {
        const { kind, name: below } = named(field.type);
        if (kind !== 'OBJECT') return field.name;
        if (below === null || seen.includes(below) || seen.length === DEEPEST) return '';
        return `${field.name} ${await allOf(below, [...seen, below])}`;
      }),
    );
    return `{ __typename ${parts.join(' ')} }`;
  };

  const ask = async (selection: string): Promise<Record<string, unknown>> => {
    const { data, errors } = await town.ask<{ tickets: { nodes: Record<string, unknown>[] } }>(
      people.county,
      `{ tickets(first: 1) { nodes { ${selection} } } }`,
    );
    if (!data?.tickets.nodes[0]) throw new Error(JSON.stringify(errors));
    return data.tickets.nodes[0];
  };

  it('each answer alone what they answer among all others', async () => {
    const fields = (await fieldsOf('Ticket')).filter(({ type }) => named(type).name !== 'PersonalData');
    const selections = await Promise.all(
      fields.map(async ({ name, type }) => {
        const { kind, name: below } = named(type);
        return kind === 'OBJECT' && below !== null ? `${name} ${await allOf(below, ['Ticket', below])}` : name;
      }),
    );
    const together = await ask(selections.join(' '));
    const alone: Record<string, unknown> = {};
    for (const selection of selections) Object.assign(alone, await ask(selection));
    expect(alone).toEqual(together);
  });
});
