import { buildSchema, type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { SchemaChange } from './schema-changes.ts';

/** A breaking change told to clients beforehand; `from` is the day (YYYY-MM-DD) it may be made. */
export type Announcement = { readonly path: string; readonly from: string };

const ROW = /^\| `([\w.]+)` \| (\d{4}-\d{2}-\d{2}) \|/gm;

/** Rows of the table "Announced" of the changelog: `| `Ticket.note` | 2027-03-01 | why, what instead |`. */
export const announcementsIn = (changelog: string): Announcement[] =>
  [...changelog.matchAll(ROW)].map(([, path = '', from = '']) => ({ path, from }));

type Deprecated = { readonly deprecationReason?: string | null | undefined };

/** The field, argument, input field or value a coordinate names; undefined for a type, which cannot be deprecated. */
function elementAt(schema: GraphQLSchema, path: string): Deprecated | undefined {
  const [typeName = '', name = '', argument] = path.split('.');
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(name) ?? undefined;
  if (isInputObjectType(type)) return type.getFields()[name];
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const field = type.getFields()[name];
  return argument === undefined ? field : field?.args.find((candidate) => candidate.name === argument);
}

const isRemoval = ({ kind }: SchemaChange): boolean => kind.endsWith('_REMOVED');

/** Breaking changes that come as a surprise, each with what is missing. `today` is YYYY-MM-DD. */
export function surprises(
  breaking: readonly SchemaChange[],
  { released, announced, today }: { released: string; announced: readonly Announcement[]; today: string },
): string[] {
  const schema = buildSchema(released);
  const lacking = (change: SchemaChange): string | undefined => {
    const announcement = announced.find(({ path }) => path === change.path);
    if (!announcement) return 'it is not announced';
    if (announcement.from > today) return `it is announced for ${announcement.from}`;
    const element = elementAt(schema, change.path);
    const isSudden = isRemoval(change) && element !== undefined && !element.deprecationReason;
    return isSudden ? 'the released schema does not mark it @deprecated' : undefined;
  };
  return breaking.flatMap((change) => {
    const lacks = lacking(change);
    return lacks === undefined ? [] : [`${change.path}: ${change.message}; ${lacks}`];
  });
}
