import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';
import type { Endpoints } from '../endpoints.ts';
import { style } from './style.ts';
import { table } from './table.ts';

const accountsSchema = z.object({
  password: z.string(),
  accounts: z.array(z.object({ name: z.string(), role: z.string(), jurisdiction: z.string(), title: z.string() })),
});

/** Accounts that the demo loader made, one for each role of the first jurisdiction and how many there are in all. */
function accountsPart(file: string): string {
  if (!existsSync(file)) return '';
  const parsed = accountsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) return '';
  const { accounts, password } = parsed.data;
  const seen = new Set<string>();
  const oneOfEachRole = accounts.filter(({ role }) => !seen.has(role) && seen.add(role));
  const rows = oneOfEachRole.map(({ name, role, jurisdiction, title }) => [name, role, jurisdiction, title]);
  const rest = accounts.length - oneOfEachRole.length;
  const more = rest > 0 ? `  ${style.faint(`and ${rest} more in ${relative(process.cwd(), file)}`)}\n` : '';
  return `\n${style.bold('Demo accounts')} (password of each: ${password})\n${table(rows)}${more}`;
}

function processRows(endpoints: Endpoints): string[][] {
  const members = Object.entries(endpoints.members).map(([name, member]) => [
    name,
    String(member.port),
    String(member.pid ?? '-'),
    name === 'gateway' ? '' : `${endpoints.databasePrefix}_${name}`,
  ]);
  const { mongodb, nats } = endpoints;
  const server = (
    name: string,
    at: { url: string; kind: string; version?: string; pid: number | undefined; folder?: string },
  ): string[] => [
    `${name} (${at.kind}${at.version === undefined ? '' : ` ${at.version}`})`,
    new URL(at.url).port,
    String(at.pid ?? '-'),
    at.folder === undefined ? at.url : relative(process.cwd(), at.folder),
  ];
  return [...members, server('mongodb', { ...mongodb, url: mongodb.uri }), server('nats', nats)];
}

/** What the newcomer reads when everything stands. */
export function summary(endpoints: Endpoints): string {
  const gateway = endpoints.members.gateway;
  const graph =
    gateway === undefined
      ? ''
      : `\n${style.bold('GraphQL')}  ${gateway.graphql}   (open it in a browser: a page to try queries, works offline)\n`;
  const logs = relative(process.cwd(), `${endpoints.dataFolder}/logs`);
  return [
    `\n${style.bold('What runs where')}\n`,
    table([['process', 'port', 'pid', 'data'].map(style.faint), ...processRows(endpoints)]),
    graph,
    accountsPart(endpoints.demoAccounts),
    `\n${style.bold('Next')}\n`,
    table([
      ['npm run journey', style.faint('one matter goes the whole way, step by step')],
      [`tail -f ${logs}/tickets.log`, style.faint('what a service says')],
      ['npm test', style.faint('all checks and tests, in another terminal if you like')],
    ]),
    `\n${style.faint(`For scripts: ${relative(process.cwd(), endpoints.dataFolder)}/endpoints.json.  Ctrl-C stops everything; the data stays.`)}\n`,
  ].join('');
}
