import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** One difference of two schemas; `path` is the coordinate it is about (`Ticket.stage`, `Query.tickets.first`). */
export type SchemaChange = { readonly kind: string; readonly path: string; readonly message: string };

export type SchemaChanges = {
  /** Operations that worked may be refused, or answer another type. */
  readonly breaking: readonly SchemaChange[];
  /** A client that is not prepared may stumble, such as over a new value of an enumeration. */
  readonly dangerous: readonly SchemaChange[];
  readonly safe: readonly SchemaChange[];
};

/** Words are no contract: a better description is not news. */
const isWording = (kind: string): boolean => kind.includes('DESCRIPTION');

/** What changed between two schemas given as SDL, by what it means for clients. */
export async function schemaChanges(before: string, after: string): Promise<SchemaChanges> {
  const found = (await diff(buildSchema(before), buildSchema(after))).filter(({ type }) => !isWording(type));
  const at = (level: CriticalityLevel): SchemaChange[] =>
    found
      .filter(({ criticality }) => criticality.level === level)
      .map(({ type, path, message }) => ({ kind: type, path: path ?? '', message }));
  return {
    breaking: at(CriticalityLevel.Breaking),
    dangerous: at(CriticalityLevel.Dangerous),
    safe: at(CriticalityLevel.NonBreaking),
  };
}
