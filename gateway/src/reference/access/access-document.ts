import type { SubgraphSource } from '../../composition/compose-supergraph.ts';
import { type GeneratedDocument, table } from '../document.ts';
import { type AccessRule, accessRules } from './access-rules.ts';
import { COLUMNS, marksOf, ROLE_HEADS } from './role-columns.ts';

const INTRO = `Generated from the \`@access\` directives of the service's schema (\`pnpm access\`): the directives are the rules, this is how they
read ([ADR 0031](../adr/0031-access-in-the-schema.md)). A mark opens a field to a role, whatever the object; which objects a caller reaches
at all is the scope's matter. What is not marked is refused with \`FORBIDDEN\` at the gateway and again in the service.`;

const SECTIONS = [
  ['Query', '查询 Queries'],
  ['Mutation', '变更 Mutations'],
  ['Subscription', '订阅 Subscriptions'],
] as const;

const heads = COLUMNS.map((role) => ROLE_HEADS[role]);
const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ');

function section(title: string, first: string, rows: readonly (readonly [string, AccessRule])[]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map(([name, { access }]) => [name, ...marksOf(access)]);
  return [`## ${title}`, table([first, ...heads], cells)];
}

/** The role matrix of one service as a document. */
export function accessDocument(source: SubgraphSource): GeneratedDocument {
  const rules = accessRules(source);
  const roots = SECTIONS.flatMap(([type, title]) =>
    section(
      title,
      'field',
      rules.filter((rule) => rule.type === type).map((rule) => [codes(rule.fields), rule]),
    ),
  );
  const others = rules.filter(({ type }) => !SECTIONS.some(([root]) => root === type));
  const parts = [
    `# Who may read what: ${source.name}`,
    INTRO,
    ...roots,
    ...section(
      '类型 Types',
      'fields',
      others.map((rule) => [`**${rule.type}** ${codes(rule.fields)}`, rule]),
    ),
  ];
  return { path: `docs/access/${source.name}.md`, text: `${parts.join('\n\n')}\n` };
}

/** The legend of all matrices: short head, role. */
export function accessIndex(sources: readonly SubgraphSource[]): GeneratedDocument {
  const legend = table(
    ['column', 'role'],
    COLUMNS.map((role) => [ROLE_HEADS[role], `\`${role}\``]),
  );
  const links = sources.map(
    ({ name, typeDefs }) => `- [${name}](${name}.md): ${accessRules({ name, typeDefs }).length} rules`,
  );
  const text = `# Who may read what\n\nOne table a service, written by \`pnpm access\` from the schema.\n\n${links.join('\n')}\n\n${legend}\n`;
  return { path: 'docs/access/README.md', text };
}
