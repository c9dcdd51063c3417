import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccessTable } from '@gridlink/subgraph-kit';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { type AccessTable, typeBlock } from './elements.ts';
import { escaped, link } from './html.ts';

type Section = { readonly title: string; readonly types: readonly GraphQLNamedType[] };
const ROOTS = ['query', 'mutation', 'subscription'] as const;
const ASSETS = join(import.meta.dirname, 'assets');

export const asset = (file: 'reference.css' | 'reference.js'): string => readFileSync(join(ASSETS, file), 'utf8');

const isRoot = (schema: GraphQLSchema, type: GraphQLNamedType): boolean =>
  type === schema.getQueryType() || type === schema.getMutationType() || type === schema.getSubscriptionType();

function sectionsOf(schema: GraphQLSchema): Section[] {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type) && !isRoot(schema, type))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const isPayload = ({ name }: GraphQLNamedType): boolean => /(?:Payload|Connection|Edge)$/.test(name);
  const isOther = (type: GraphQLNamedType): boolean =>
    !isInputObjectType(type) && !isEnumType(type) && !isScalarType(type);
  return [
    { title: '类型 Types', types: types.filter((type) => isOther(type) && !isPayload(type)) },
    { title: '输入 Inputs', types: types.filter(isInputObjectType) },
    { title: '枚举 Enums', types: types.filter(isEnumType) },
    { title: '标量 Scalars', types: types.filter(isScalarType) },
    { title: '结果与分页 Payloads and pages', types: types.filter((type) => isOther(type) && isPayload(type)) },
  ];
}

function rootSections(schema: GraphQLSchema, access: AccessTable): { menu: string; body: string }[] {
  const titles = { query: '查询 Queries', mutation: '变更 Mutations', subscription: '订阅 Subscriptions' };
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return ROOTS.flatMap((kind) => {
    const type = roots[kind];
    if (!type) return [];
    const names = Object.keys(type.getFields()).toSorted();
    const entries = names.map((name) => `<li><a href="#${type.name}.${name}">${escaped(name)}</a></li>`).join('');
    return [
      {
        menu: `<details open><summary>${titles[kind]}</summary><ul>${entries}</ul></details>`,
        body: typeBlock(type, { access, kind }),
      },
    ];
  });
}

export type SchemaPageOptions = {
  /** How the page gets its style and script: tags for the head and for the end of the body. */
  readonly style: string;
  readonly script: string;
};

/** The whole schema as one page: every element in Chinese and English, who may read it, an example for each query and mutation. */
export function schemaPage(
  { apiSchema, supergraph }: { apiSchema: string; supergraph: string },
  { style, script }: SchemaPageOptions,
): string {
  const schema = buildSchema(apiSchema);
  const access = readAccessTable(buildSchema(supergraph, { assumeValid: true }));
  const roots = rootSections(schema, access);
  const sections = sectionsOf(schema).filter(({ types }) => types.length > 0);
  const menu = sections.map(
    ({ title, types }) =>
      `<details${isObjectType(types[0]) && title.startsWith('类型') ? ' open' : ''}><summary>${title}</summary><ul>${types.map(({ name }) => `<li>${link(name)}</li>`).join('')}</ul></details>`,
  );
  const bodies = sections.flatMap(({ types }) => types.map((type) => typeBlock(type, { access, kind: undefined })));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GridLink 网格联动 · Schema</title>
<link rel="icon" href="data:,">
${style}
</head>
<body>
<nav><strong>GridLink 网格联动</strong><input id="search" type="search" placeholder="查找 search  (/)" aria-label="查找 search">
${roots.map((root) => root.menu).join('\n')}
${menu.join('\n')}
</nav>
<main>
<h1>数据接口 Schema</h1>
<p class="lead">每一项先中文后英文；绿色为公开，蓝色列出可读角色。<br>Each element in Chinese, then in English; green is open to anyone, blue lists the roles that may read it.</p>
${roots.map((root) => root.body).join('\n')}
${bodies.join('\n')}
</main>
${script}
</body>
</html>
`;
}
