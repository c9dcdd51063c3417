import type { GraphqlAnswer } from './gateway-identity.ts';

type TypeReference = { readonly kind: string; readonly name: string | null; readonly ofType: TypeReference | null };
type Field = {
  readonly name: string;
  readonly type: TypeReference;
  readonly args: readonly { readonly type: TypeReference }[];
};

const TYPE = /* GraphQL */ `
  query ($name: String!) { __type(name: $name) { fields { name args { type { kind } } type { ...T ofType { ...T ofType { ...T ofType { ...T } } } } } } }
  fragment T on __Type { kind name }
`;
const DEEPEST = 3;

type Asking = {
  /** Asks as somebody who may see everything of the type. */
  readonly ask: <Data>(query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer<Data>>;
  readonly type: string;
  /** A whole query that selects this of one object of the type, as its first field's answer. */
  readonly query: (selection: string) => string;
  /** Fields that are not for that caller, or that answer otherwise each time. */
  readonly without?: readonly string[];
};

const named = (type: TypeReference): TypeReference => (type.ofType ? named(type.ofType) : type);

/**
 * What each field of a type answers alone, and what they answer asked together: reads that bring only what is asked for must not
 * change an answer.
 */
export async function everyField({ ask, type, query, without = [] }: Asking) {
  const fieldsOf = async (name: string): Promise<readonly Field[]> => {
    const { data } = await ask<{ __type: { fields: Field[] } }>(TYPE, { name });
    return data?.__type.fields.filter(({ args }) => args.every((argument) => argument.type.kind !== 'NON_NULL')) ?? [];
  };

  /** Everything of a type, so deep; the types above are not entered again. */
  const allOf = async (name: string, above: readonly string[]): Promise<string> => {
    const parts = await Promise.all(
      (await fieldsOf(name)).map(async (field) => {
        const { kind, name: below } = named(field.type);
        if (kind !== 'OBJECT') return without.includes(`${name}.${field.name}`) ? '' : field.name;
        if (below === null || above.includes(below) || above.length === DEEPEST) return '';
        return without.includes(`${name}.${field.name}`)
          ? ''
          : `${field.name} ${await allOf(below, [...above, below])}`;
      }),
    );
    return `{ __typename ${parts.join(' ')} }`;
  };

  const answer = async (selection: string): Promise<Record<string, unknown>> => {
    const { data, errors } = await ask<Record<string, Record<string, unknown>>>(query(selection));
    const [object] = Object.values(data ?? {});
    if (!object || errors.length > 0) throw new Error(`${selection}: ${JSON.stringify(errors)}`);
    return object;
  };

  const fields = (await fieldsOf(type)).filter(({ name }) => !without.includes(`${type}.${name}`));
  const selections = await Promise.all(
    fields.map(async (field) => {
      const { kind, name: below } = named(field.type);
      return kind === 'OBJECT' && below !== null ? `${field.name} ${await allOf(below, [type, below])}` : field.name;
    }),
  );
  const alone: Record<string, unknown> = {};
  for (const selection of selections) Object.assign(alone, await answer(selection));
  return { alone, together: await answer(selections.join(' ')) };
}
