import type { Selection } from './selection.ts';

/** Fields of a stored document that a read brings; undefined brings all that a read brings by default. */
export type ReadFields = readonly string[] | undefined;

/** For each field of a type: what its resolver reads of the document. */
type Needs = Readonly<Record<string, readonly string[]>>;

type Reading = {
  /** Every field of the type. */
  readonly needs: Needs;
  /** Fields of types below it whose resolvers read the same document. */
  readonly below?: Readonly<Record<string, Needs>>;
  /** What every read needs: keys, sort values. */
  readonly always: readonly string[];
};

/**
 * From an operation to the fields its reads of a type bring. All of them where the operation asks for a field that `needs` does not
 * name, or for none: then somebody else than a resolver reads.
 */
export function readFieldsOf(type: string, reading: Reading): (selection: Selection) => ReadFields {
  // A selection's set of fields is the same object whenever the same document is asked.
  const known = new WeakMap<ReadonlySet<string>, readonly string[] | 'all'>();
  return (selection) => {
    const asked = selection.fieldsOf(type);
    const fields = known.get(asked) ?? fieldsFor(asked, selection, reading);
    known.set(asked, fields);
    return fields === 'all' ? undefined : fields;
  };
}

function fieldsFor(
  asked: ReadonlySet<string>,
  selection: Selection,
  { needs, below = {}, always }: Reading,
): readonly string[] | 'all' {
  const isNamed = (field: string): boolean => Object.hasOwn(needs, field);
  if (asked.size === 0 || ![...asked].every(isNamed)) return 'all';
  const deeper = Object.entries(below).flatMap(([type, needed]) =>
    [...selection.fieldsOf(type)].flatMap((field) => needed[field] ?? []),
  );
  return [...new Set([...always, ...[...asked].flatMap((field) => needs[field] ?? []), ...deeper])];
}

/** The database's projection of these fields; `all` is what a read brings by default. */
export const projectionOf = <All extends object>(fields: ReadFields, all: All): All | Record<string, 1> =>
  fields === undefined ? all : Object.fromEntries(fields.map((field) => [field, 1]));
