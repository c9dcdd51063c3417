import { type Pack, stageLabel } from '@gridlink/jurisdiction';
import { currentAssignments } from '../../ticket/domain/effects.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';

/** What a draft is for: the words of `giveFeedback` or of `declineTicket`. */
export type ReplyPurpose = 'FEEDBACK' | 'DECLINE';

/** Words an organization keeps for its replies. */
export type ReplyTemplate = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly organization: string;
  readonly purpose: ReplyPurpose;
  readonly name: string;
  readonly text: string;
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly retiredAt: Date | null;
};

type Known = { readonly state: TicketState; readonly pack: Pack };
type Value = (known: Known) => string | null;

const DAY = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' });
const day = (instant: Date | null | undefined): string | null => (instant ? DAY.format(instant) : null);

const leadOf = ({ state }: Known) =>
  currentAssignments(state).findLast((assignment) => assignment.part === 'LEAD' && assignment.state === 'DONE');
const onTheSpot = ({ state }: Known) => state.timeline.findLast(({ command }) => command === 'solveOnSpot');

const OF_THE_REPORT: Readonly<Record<string, Value>> = {
  工单号: ({ state }) => state.code,
  标题: ({ state }) => state.title,
  地址: ({ state }) => state.place.address,
  上报日期: ({ state }) => day(state.reportedAt),
  事项: ({ state }) => state.item?.title ?? null,
  环节: ({ state, pack }) => stageLabel(pack, state.stage).zh,
};

/** What a template may leave open, by what it is for: what is done is known only after it was done. */
const PLACEHOLDERS: Readonly<Record<ReplyPurpose, Readonly<Record<string, Value>>>> = {
  DECLINE: OF_THE_REPORT,
  FEEDBACK: {
    ...OF_THE_REPORT,
    办理结果: (known) => leadOf(known)?.result ?? onTheSpot(known)?.words ?? null,
    办结日期: (known) => day(leadOf(known)?.endedAt ?? onTheSpot(known)?.at),
  },
};

export const placeholdersFor = (purpose: ReplyPurpose): readonly string[] => Object.keys(PLACEHOLDERS[purpose]);

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

export const placeholdersIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)),
];

export type TextFlaw =
  | { readonly kind: 'PLACEHOLDER_UNKNOWN'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'BRACES_OPEN' };

/** What is wrong with what a text leaves open: a name that nothing fills, or braces that are not a pair. */
export function placeholderFlaw(purpose: ReplyPurpose, text: string): TextFlaw | null {
  if (/[{}]/.test(text.replaceAll(PLACEHOLDER, ''))) return { kind: 'BRACES_OPEN' };
  const known = placeholdersFor(purpose);
  const name = placeholdersIn(text).find((one) => !known.includes(one));
  return name === undefined ? null : { kind: 'PLACEHOLDER_UNKNOWN', name, known };
}

export type RenderedReply = { readonly text: string; readonly missing: readonly string[] };

const BLANK = '（待填写）';

/** A draft for a ticket. What the ticket does not know yet is left blank and named; whoever sends it writes the words. */
export function renderReply({ purpose, text }: Pick<ReplyTemplate, 'purpose' | 'text'>, known: Known): RenderedReply {
  const values = PLACEHOLDERS[purpose];
  const fillingOf = (name: string): string | null => values[name]?.(known)?.trim() || null;
  return {
    text: text.replaceAll(PLACEHOLDER, (_, name: string) => fillingOf(name) ?? BLANK),
    missing: placeholdersIn(text).filter((name) => fillingOf(name) === null),
  };
}
