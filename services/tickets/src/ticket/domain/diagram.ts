import type { TicketStage } from '@gridlink/contracts';
import { STAGES } from './stage.ts';
import { COMMAND_NAMES, TRANSITIONS } from './transitions.ts';

type Arrow = { readonly from: TicketStage | '[*]'; readonly to: TicketStage; readonly command: string };

function arrows(): readonly Arrow[] {
  return COMMAND_NAMES.flatMap((command) => {
    const { from, to } = TRANSITIONS[command];
    const starts: readonly (TicketStage | '[*]')[] = from.length === 0 ? ['[*]'] : from;
    return starts.flatMap((start) =>
      to.filter((end) => end !== 'SAME').map((end) => ({ from: start, to: end, command })),
    );
  });
}

/** The life cycle as a mermaid state diagram: one arrow for each pair of stages, labelled with its commands. */
export function stageDiagram(): string {
  const labels = Map.groupBy(arrows(), ({ from, to }) => `${from} --> ${to}`);
  const lines = [...labels].map(([pair, group]) => `  ${pair}: ${group.map(({ command }) => command).join(', ')}`);
  const reached = new Set(arrows().map(({ to }) => to));
  const ends = (Object.keys(STAGES) as TicketStage[])
    .filter((stage) => STAGES[stage].life === 'ENDED' && reached.has(stage))
    .map((stage) => `  ${stage} --> [*]`);
  return ['stateDiagram-v2', ...lines, ...ends].join('\n');
}

/** The command table in Markdown: from, who, to. */
export function commandTable(): string {
  const rows = COMMAND_NAMES.map((command) => {
    const { from, who, to } = TRANSITIONS[command];
    const by = who.map(({ roles, as }) => `${as}${roles === 'ANY' ? '' : ` (${roles.join(', ')})`}`).join('; ');
    return `| \`${command}\` | ${from.join(', ') || '–'} | ${by} | ${to.join(', ')} |`;
  });
  return ['| command | from | who | leads to |', '|---|---|---|---|', ...rows].join('\n');
}

/** Whole text of docs/ticket-lifecycle.md; a test holds the file against it. */
export const lifecycleDocument = (): string => `# The life of a ticket

Generated from the transition table (\`services/tickets/src/ticket/domain/transitions.ts\`) by
\`node services/tickets/src/write-lifecycle.ts\`; a test fails when this file and the table differ.

\`\`\`mermaid
${stageDiagram()}
\`\`\`

\`SAME\` leaves the stage as it is; \`from\` is empty for what begins a ticket. Who may is said by a relation to the ticket
(\`relations.ts\`) and the roles that can have it.

${commandTable()}
`;
