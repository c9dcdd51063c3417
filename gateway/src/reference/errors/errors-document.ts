import { ERROR_CODES } from '@gridlink/subgraph-kit';
import { type GeneratedDocument, table } from '../document.ts';
import type { CatalogueGroup } from './catalogue.ts';
import { dataexchangeRefusals } from './dataexchange-refusals.ts';
import { ERROR_ADVICE, type ErrorAdvice, REQUEST_ADVICE } from './error-codes.ts';
import { gridRefusals } from './grid-refusals.ts';
import { personnelRefusals } from './personnel-refusals.ts';
import { ticketsRefusals } from './tickets-refusals.ts';

export type ServiceRefusals = { readonly service: string; readonly groups: readonly CatalogueGroup[] };

const INTRO = `Written from the code by \`pnpm errors\`; a test holds it current. Two channels:

- **\`userErrors\` in a mutation's payload**: the input or the state does not allow it, and the caller can mend it. HTTP 200, \`data\` is there,
  nothing was changed. \`message\` is Chinese and made to be shown; program by \`code\`; \`field\` is the path in the input; \`article\` cites the
  article that refuses, where law does.
- **\`errors\`**: everything else, by \`extensions.code\`.`;

const codeRow = ([code, { http, meaning, retry }]: readonly [string, ErrorAdvice]): string[] => [
  `\`${code}\``,
  http,
  meaning,
  retry,
];

function groupText({ title, mutations, entries }: CatalogueGroup): string {
  const names = mutations.map((name) => `\`${name}\``).join(' ');
  const rows = entries.map(({ code, field, message, lawful }) => [
    `\`${code}\``,
    field && `\`${field}\``,
    message,
    lawful ? '●' : '',
  ]);
  return `### ${title || names}\n\n${title ? `${names}\n\n` : ''}${table(['code', 'field', 'message', 'article'], rows)}`;
}

/** Every refusal of every service. */
export const allRefusals = async (): Promise<ServiceRefusals[]> => [
  { service: 'grid', groups: await gridRefusals() },
  { service: 'personnel', groups: await personnelRefusals() },
  { service: 'tickets', groups: await ticketsRefusals() },
  { service: 'dataexchange', groups: dataexchangeRefusals() },
];

/** The error catalogue as a document. */
export function errorsDocument(services: readonly ServiceRefusals[]): GeneratedDocument {
  const codes = ERROR_CODES.map((code) => codeRow([code, ERROR_ADVICE[code]]));
  const parts = [
    '# Errors',
    INTRO,
    '## `errors`: codes',
    table(
      ['`extensions.code`', 'HTTP', 'what it means', 'try again?'],
      [...codes, ...Object.entries(REQUEST_ADVICE).map(codeRow)],
    ),
    '## `userErrors`: by mutation',
    'In a field `n` is an index; in a message … stands for what is put in. Refusals of rows (`importGrids`, `registerPersons`, …) are in the row’s own `userErrors`.',
    ...services.flatMap(({ service, groups }) => [
      `## ${service}`,
      ...groups.filter(({ entries }) => entries.length > 0).map(groupText),
    ]),
  ];
  return { path: 'docs/errors.md', text: `${parts.join('\n\n')}\n` };
}
