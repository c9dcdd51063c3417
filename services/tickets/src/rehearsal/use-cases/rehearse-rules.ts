import { badUserInput, type Scope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import { type Proposal, proposedRules } from '../domain/proposed-rules.ts';
import { type Rehearsal, rehearse } from '../domain/rehearse.ts';
import { checkTime, LONGEST_MS, rehearsedTerritory, type TimeAsked } from './rehearsed-time.ts';

/** Of the tickets reported in the time those are replayed that are closed by now. */
export type RehearsalOrder = TimeAsked & { readonly proposal: Proposal };

export type RehearsedRules = Rehearsal & {
  /** True when the time holds more tickets than are read at once: the oldest were taken. */
  readonly more: boolean;
};

const MOST_TICKETS = 5_000;
const LONGEST_LIMIT = 3_660;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOST_ROWS = 100;

const isDate = (date: string): boolean => DATE.test(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`));

function checkCalendar({ officeWindows, localDaysOff, holidays }: Proposal): void {
  const windows = officeWindows ?? [];
  const isSound = windows.every(({ from, to }, at) => {
    const before = windows[at - 1];
    return CLOCK.test(from) && CLOCK.test(to) && from < to && (before === undefined || before.to <= from);
  });
  if (!isSound || officeWindows?.length === 0 || windows.length > 6) {
    throw badUserInput('办公时段应写作 09:00，先后有序 (office windows are written 09:00, in order)', 'officeWindows');
  }
  const days = holidays?.holidays ?? [];
  const dates = [
    ...(localDaysOff ?? []).map(({ date }) => date),
    ...days.flatMap(({ from, to, makeUpWorkdays }) => [from, to, ...makeUpWorkdays]),
  ];
  const isLong = ({ from, to }: (typeof days)[number]): boolean => Date.parse(to) - Date.parse(from) > LONGEST_MS;
  if (!dates.every(isDate) || dates.length > MOST_ROWS || days.some(isLong)) {
    throw badUserInput('日期应写作 2026-06-01，至多 100 个 (dates are written 2026-06-01, at most 100)', 'holidays');
  }
}

function check({ from, to, proposal }: RehearsalOrder): void {
  checkTime({ from, to });
  const { limits } = proposal;
  const isNone = limits.length === 0 && !proposal.officeWindows && !proposal.localDaysOff && !proposal.holidays;
  if (isNone) throw badUserInput('请给出要试算的时限或日历 (give limits or a calendar to try)', 'limits');
  const isLimit = ({ amount }: { readonly amount: number }): boolean => amount > 0 && amount <= LONGEST_LIMIT;
  if (limits.length > MOST_ROWS || !limits.every(({ limit }) => isLimit(limit))) {
    throw badUserInput(`时限应为 1 至 ${LONGEST_LIMIT} (limits of 1 to ${LONGEST_LIMIT})`, 'limits');
  }
  checkCalendar(proposal);
}

/** Replays a proposal over tickets that are closed. One command to the database; nothing is written. */
export async function rehearseRules(
  deps: Pick<TicketDeps, 'tickets' | 'packs' | 'holidays'>,
  scope: Scope,
  order: RehearsalOrder,
): Promise<RehearsedRules> {
  check(order);
  const { pack, bounded } = rehearsedTerritory(deps, scope, order.jurisdiction);
  const { from, to } = order;
  const found = await deps.tickets.closedDeadlines(bounded, { from, to }, MOST_TICKETS + 1);
  const rules = proposedRules(pack, deps.holidays.notices, order.proposal);
  return { ...rehearse(found.slice(0, MOST_TICKETS), rules), more: found.length > MOST_TICKETS };
}
