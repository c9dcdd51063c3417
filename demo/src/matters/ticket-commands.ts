import type { GraphClient } from '../graph-client.ts';

export type TicketView = {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly stage: string;
  readonly stageLabel: { readonly zh: string };
  readonly holder: { readonly code: string };
  readonly assignments: readonly {
    readonly id: string;
    readonly part: string;
    readonly state: string;
    readonly unit: { readonly code: string };
  }[];
  readonly supervisions: readonly { readonly id: string; readonly state: string }[];
  readonly deadlines: readonly {
    readonly id: string;
    readonly kind: string;
    readonly unit: { readonly code: string } | null;
    readonly lateAt: string | null;
    readonly dueAt: string | null;
  }[];
};

export const TICKET_FIELDS = /* GraphQL */ `
  id code version stage stageLabel { zh } holder { code }
  assignments { id part state unit { code } }
  supervisions { id state }
  deadlines { id kind lateAt dueAt unit { code } }
`;

export type Command =
  | 'acceptTicket'
  | 'declineTicket'
  | 'solveOnSpot'
  | 'escalateTicket'
  | 'transferOut'
  | 'assignDown'
  | 'dispatchTicket'
  | 'reportIn'
  | 'returnAssignment'
  | 'refuseOffList'
  | 'noteProgress'
  | 'completeAssignment'
  | 'giveFeedback'
  | 'verifyTicket'
  | 'reopenTicket'
  | 'explainLateness'
  | 'superviseTicket'
  | 'answerSupervision'
  | 'settleSupervision'
  | 'failSupervision'
  | 'appealWarning'
  | 'reviewAppeal'
  | 'appealFurther'
  | 'declareEmergency'
  | 'standDown'
  | 'whistle'
  | 'startMediation'
  | 'endMediation'
  | 'guideToLegalRoute'
  | 'voidTicket'
  | 'redactTicket';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const mutationFor = (command: Command): string => /* GraphQL */ `
  mutation ${capital(command)}($input: ${capital(command)}Input!) {
    ${command}(input: $input) { ticket { ${TICKET_FIELDS} } userErrors { code message field article } }
  }
`;

/** Gives one command for a ticket and answers the ticket after it. */
export async function give(client: GraphClient, command: Command, input: Record<string, unknown>): Promise<TicketView> {
  const { ticket } = await client.command<{ ticket: TicketView | null }>(mutationFor(command), { input });
  if (!ticket) throw new Error(`${command} answered no ticket`);
  return ticket;
}

const TICKET_BY_CODE = /* GraphQL */ `query TicketByCode($code: String) { ticket(code: $code) { ${TICKET_FIELDS} } }`;

/** The ticket as this client may see it; null where it may not. */
export async function lookUp(client: GraphClient, code: string): Promise<TicketView | null> {
  return (await client.ask<{ ticket: TicketView | null }>(TICKET_BY_CODE, { code })).ticket;
}

export type Receipt = { readonly code: string; readonly queryCode: string | null; readonly holder: string };

const REPORT = /* GraphQL */ `
  mutation Report($input: ReportTicketInput!) {
    reportTicket(input: $input) {
      receipt { code queryCode holder stage acceptBy }
      duplicate
      userErrors { code message field article }
    }
  }
`;

/** Hands a matter in; the same key twice answers the first ticket. */
export async function report(
  client: GraphClient,
  input: Record<string, unknown>,
): Promise<Receipt & { readonly duplicate: boolean }> {
  const { receipt, duplicate } = await client.command<{ receipt: Receipt; duplicate: boolean }>(REPORT, { input });
  return { ...receipt, duplicate };
}
