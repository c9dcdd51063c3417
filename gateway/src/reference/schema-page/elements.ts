import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { accessWords } from '../access/role-columns.ts';
import { exampleOperation } from './example-operation.ts';
import { bilingual, escaped, link } from './html.ts';

export type AccessTable = ReadonlyMap<string, readonly string[]>;
type RootKind = 'query' | 'mutation' | 'subscription';
type Field = GraphQLField<unknown, unknown>;

/** A type as written, its name leading to its description. */
function typeLink(type: { toString(): string } & Parameters<typeof getNamedType>[0]): string {
  const named = getNamedType(type);
  const written = escaped(String(type));
  if (!named || isSpecifiedScalarType(named)) return `<span class="type">${written}</span>`;
  return `<span class="type">${written.replace(named.name, link(named.name))}</span>`;
}

const deprecation = (reason: string | null | undefined): string =>
  reason ? `<p class="deprecated">停用 deprecated: ${escaped(reason)}</p>` : '';

const defaultOf = (value: unknown): string =>
  value === undefined || value === null ? '' : ` <code>= ${escaped(JSON.stringify(value))}</code>`;

const inputLine = ({
  name,
  type,
  description,
  defaultValue,
  deprecationReason,
}: GraphQLArgument | GraphQLInputField): string =>
  `<li><code class="name">${escaped(name)}</code> ${typeLink(type)}${defaultOf(defaultValue)}${bilingual(description)}${deprecation(deprecationReason)}</li>`;

const argumentsList = (args: readonly GraphQLArgument[]): string =>
  args.length === 0 ? '' : `<ul class="arguments">${args.map(inputLine).join('')}</ul>`;

function accessLine(access: readonly string[] | undefined): string {
  if (!access) return '';
  const kind = access.includes('ANYONE') ? 'open' : 'roles';
  return `<p class="access ${kind}">${escaped(accessWords(access))}</p>`;
}

function exampleBlock(kind: RootKind, field: Field): string {
  const { document, variables } = exampleOperation(kind, field);
  const given = variables === '{}' ? '' : `<pre>${escaped(variables)}</pre>`;
  return `<details><summary>示例 example</summary><pre>${escaped(document)}</pre>${given}</details>`;
}

function fieldBlock(
  type: string,
  field: Field,
  { access, kind }: { access: AccessTable; kind: RootKind | undefined },
): string {
  const id = `${type}.${field.name}`;
  const list = argumentsList(field.args);
  const parts = [bilingual(field.description), deprecation(field.deprecationReason), list, accessLine(access.get(id))];
  return `<section class="field" id="${id}"><h3><a href="#${id}">${escaped(field.name)}</a> ${typeLink(field.type)}</h3>${parts.join('')}${kind ? exampleBlock(kind, field) : ''}</section>`;
}

/** Everything below the heading of a type. */
function bodyOf(type: GraphQLNamedType, context: { access: AccessTable; kind: RootKind | undefined }): string {
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields());
    // Queries and mutations are looked up by name, fields of a type are read in the order of the schema.
    const ordered = context.kind ? fields.toSorted((a, b) => a.name.localeCompare(b.name, 'en')) : fields;
    return ordered.map((field) => fieldBlock(type.name, field, context)).join('');
  }
  if (isInputObjectType(type))
    return `<ul class="arguments">${Object.values(type.getFields()).map(inputLine).join('')}</ul>`;
  if (isUnionType(type))
    return `<p>${type
      .getTypes()
      .map(({ name }) => link(name))
      .join(' | ')}</p>`;
  if (!isEnumType(type)) return '';
  const values = type
    .getValues()
    .map(
      ({ name, description, deprecationReason }) =>
        `<li><code class="name">${escaped(name)}</code>${bilingual(description)}${deprecation(deprecationReason)}</li>`,
    );
  return `<ul class="arguments">${values.join('')}</ul>`;
}

/** One type with its fields, roles and, for queries and mutations, examples. */
export const typeBlock = (
  type: GraphQLNamedType,
  context: { access: AccessTable; kind: RootKind | undefined },
): string =>
  `<article id="${type.name}"><h2>${escaped(type.name)}</h2>${bilingual(type.description)}${bodyOf(type, context)}</article>`;
