import type { Caller } from '@gridlink/contracts';
import { COUNTY, IN_THE_GRID, people, type Town } from './town.ts';

export type UserErrorView = { code: string; field: string[]; message: string; article: string | null };
export type TicketView = {
  id: string;
  code: string;
  version: number;
  stage: string;
  round: number;
  late: boolean;
  holder: { code: string };
  grid: { id: string } | null;
  falseClosures: number;
  assignments: { id: string; round: number; unit: { code: string }; part: string; state: string }[];
  deadlines: {
    id: string;
    kind: string;
    unit: { code: string } | null;
    dueAt: string | null;
    remindedAt: string | null;
    lateAt: string | null;
    stoppedAt: string | null;
    explanation: string | null;
  }[];
  supervisions: { id: string; state: string; target: { code: string } }[];
  referrals: { to: { code: string }; about: { code: string }; dossierHash: string }[];
  availableCommands: string[];
};

export const TICKET = `id code version stage round late falseClosures holder { code } grid { id }
  assignments { id round unit { code } part state }
  deadlines { id kind unit { code } dueAt remindedAt lateAt stoppedAt explanation }
  supervisions { id state target { code } }
  referrals { to { code } about { code } dossierHash }
  availableCommands`;

export type CommandAnswer = { ticket: TicketView | null; userErrors: UserErrorView[]; code: string | undefined };

/** Gives one command; `code` is the error's, when it was refused outright. */
export async function give(
  town: Town,
  caller: Caller,
  [command, input]: readonly [string, Record<string, unknown>],
): Promise<CommandAnswer> {
  const type = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { answer: ${command}(input: $input) { ticket { ${TICKET} } userErrors { code field message article } } }`;
  const { data, errors } = await town.ask<{ answer: CommandAnswer | null }>(caller, query, { input });
  const code = errors[0]?.extensions?.code as string | undefined;
  if (!data?.answer) return { ticket: null, userErrors: [], code: code ?? errors[0]?.message };
  return { ...data.answer, code };
}

export type Receipt = {
  code: string;
  queryCode: string | null;
  stage: string;
  holder: string;
  acceptBy: string | null;
};
export type ReportAnswer = {
  receipt: Receipt | null;
  ticket: { id: string } | null;
  duplicate: boolean;
  userErrors: UserErrorView[];
};

export const aReport = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  source: 'PUBLIC_CHANNEL',
  channel: 'WECHAT',
  title: '井盖破损',
  text: '小区门口的井盖破了，夜里看不清很危险',
  place: { ...IN_THE_GRID, address: '文化路 1 号' },
  reporter: { name: '王小明', phone: '13812345678' },
  ...more,
});

const RECEIPT = 'receipt { code queryCode stage holder acceptBy } duplicate userErrors { code field message article }';

export async function report(
  town: Town,
  caller: Caller = people.resident,
  more: Record<string, unknown> = {},
): Promise<ReportAnswer> {
  const staff = caller.kind === 'PUBLIC' ? '' : 'ticket { id }';
  const query = `mutation ($input: ReportTicketInput!) { answer: reportTicket(input: $input) { ${RECEIPT} ${staff} } }`;
  const { data, errors } = await town.ask<{ answer: ReportAnswer | null }>(caller, query, { input: aReport(more) });
  if (!data?.answer) throw new Error(JSON.stringify(errors));
  return data.answer;
}

/** A fresh ticket of a resident, as the town's operator sees it. */
export async function reported(
  town: Town,
  more: Record<string, unknown> = {},
): Promise<{ ticket: TicketView; queryCode: string }> {
  const { receipt, userErrors } = await report(town, people.resident, more);
  if (!receipt) throw new Error(JSON.stringify(userErrors));
  const ticket = await look(town, people.county, receipt.code);
  return { ticket, queryCode: receipt.queryCode ?? '' };
}

export async function look(town: Town, caller: Caller, code: string): Promise<TicketView> {
  const { data, errors } = await town.ask<{ ticket: TicketView | null }>(
    caller,
    `query ($code: String!) { ticket(code: $code) { ${TICKET} } }`,
    { code },
  );
  if (!data?.ticket) throw new Error(`no ticket ${code}: ${JSON.stringify(errors)}`);
  return data.ticket;
}

/** Gives a command that must succeed. */
export async function does(
  town: Town,
  caller: Caller,
  command: readonly [string, Record<string, unknown>],
): Promise<TicketView> {
  const { ticket, userErrors, code } = await give(town, caller, command);
  if (!ticket) throw new Error(`${command[0]}: ${code ?? JSON.stringify(userErrors)}`);
  return ticket;
}

export const EVIDENCE = [{ name: '现场照片', uri: 'https://evidence.example/1' }];

export const accepted = async (town: Town, ticketId: string): Promise<TicketView> =>
  does(town, people.town, ['acceptTicket', { ticketId, itemCode: 'PUBLIC_FACILITIES', openingCondition: '情况属实' }]);

export const ORDERS = [
  { organization: `${COUNTY}-URBAN_MANAGEMENT`, part: 'LEAD', instruction: '修复井盖' },
  { organization: `${COUNTY}-PUBLIC_SECURITY`, part: 'ASSIST', instruction: '疏导交通' },
];

/** Reported, accepted by the town, escalated and dispatched by the county. */
export async function dispatched(town: Town, more: Record<string, unknown> = {}) {
  const { ticket, queryCode } = await reported(town, more);
  const ticketId = ticket.id;
  await accepted(town, ticketId);
  await does(town, people.town, ['escalateTicket', { ticketId, words: '须部门办理' }]);
  const sent = await does(town, people.county, ['dispatchTicket', { ticketId, assignments: ORDERS }]);
  const idOf = (part: string): string => sent.assignments.find((entry) => entry.part === part)?.id ?? '';
  return { ticketId, ticket: sent, queryCode, leadId: idOf('LEAD'), assistId: idOf('ASSIST') };
}

/** … and handled by both units, so that the reporter is to be told. */
export async function handled(town: Town, more: Record<string, unknown> = {}) {
  const sent = await dispatched(town, more);
  const { ticketId, leadId, assistId } = sent;
  for (const [who, assignmentId] of [
    [people.lead, leadId],
    [people.assist, assistId],
  ] as const) {
    await does(town, who, ['reportIn', { ticketId, assignmentId }]);
    await does(town, who, ['completeAssignment', { ticketId, assignmentId, result: '已更换', evidence: EVIDENCE }]);
  }
  return sent;
}

/** … and told, so that the result is to be verified. */
export async function fedBack(town: Town, more: Record<string, unknown> = {}) {
  const sent = await handled(town, more);
  await does(town, people.county, ['giveFeedback', { ticketId: sent.ticketId, words: '井盖已更换', contacted: true }]);
  return sent;
}

export const PASS = { passed: true, words: '属实', closingCondition: '井盖完好', satisfaction: 5 };

export async function closed(town: Town, more: Record<string, unknown> = {}) {
  const sent = await fedBack(town, more);
  await does(town, people.county, ['verifyTicket', { ticketId: sent.ticketId, ...PASS }]);
  return sent;
}
