import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
  isObjectType,
} from 'graphql';

export type Field = GraphQLField<unknown, unknown>;
type Kind = 'query' | 'mutation';

/** How an operation gets to a type: fields from a root on, the first of them a root field. */
export type Way = {
  readonly kind: Kind;
  readonly steps: readonly { readonly type: GraphQLObjectType; readonly field: Field }[];
};

type MayPass = (coordinate: string) => boolean;

/** The shortest way to every object type along fields that may be passed (breadth first). */
export function waysAlong(schema: GraphQLSchema, mayPass: MayPass): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  const open: GraphQLObjectType[] = [];
  const roots: [Kind, GraphQLObjectType | null | undefined][] = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ];
  for (const [kind, root] of roots) {
    if (!root) continue;
    ways.set(root.name, { kind, steps: [] });
    open.push(root);
  }
  for (let type = open.shift(); type; type = open.shift()) {
    const way = ways.get(type.name);
    for (const field of Object.values(type.getFields())) {
      const below = getNamedType(field.type);
      if (!way || !isObjectType(below) || ways.has(below.name) || !mayPass(`${type.name}.${field.name}`)) continue;
      ways.set(below.name, { kind: way.kind, steps: [...way.steps, { type, field }] });
      open.push(below);
    }
  }
  return ways;
}

/** Collects what an operation has to declare while its text is written. */
export type Declarations = { readonly next: () => number; readonly texts: string[] };
export function declarations(): Declarations {
  let count = 0;
  return { next: () => count++, texts: [] };
}

/** A field as it is written, each argument it demands as a variable of its own. */
export function written(field: Field, declared: Declarations, below = ''): string {
  const given = field.args
    .filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
    .map(({ name, type }) => {
      const variable = `$v${declared.next()}`;
      declared.texts.push(`${variable}: ${type}`);
      return `${name}: ${variable}`;
    });
  const selection = isObjectType(getNamedType(field.type)) ? below || '{ __typename }' : '';
  return `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selection}`;
}

/** The selection of some fields of a type, reached along a way. */
export function alongWay({ steps }: Way, fields: readonly Field[], declared: Declarations): string {
  const inner = fields.map((field) => written(field, declared)).join(' ');
  const [first, ...rest] = steps;
  if (!first) return inner;
  const selection = rest.reduceRight((below, { field }) => `{ ${written(field, declared, below)} }`, `{ ${inner} }`);
  return written(first.field, declared, selection);
}

export const operationOf = (kind: Kind, declared: Declarations, body: string): string =>
  `${kind}${declared.texts.length > 0 ? `(${declared.texts.join(', ')})` : ''} { ${body} }`;
