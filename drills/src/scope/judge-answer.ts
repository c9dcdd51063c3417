import type { Caller } from '@gridlink/contracts';
import { identityOf, JUDGES, JUDGES_OF_FIELDS, type Shown, ticketsSeen } from './oracle.ts';
import { type Reach, reachOf } from './reach.ts';
import type { Stored } from './stored.ts';

/** One root field of an operation, as it was asked. */
export type Asking = {
  readonly alias: string;
  readonly field: string;
  readonly asked: Readonly<Record<string, unknown>>;
};

/** Something shown to somebody it is not for. */
export type Leak = { readonly type: string; readonly shown: unknown; readonly at: string };

export type Judgement = { readonly leaks: readonly Leak[]; readonly seen: ReadonlyMap<string, number> };

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';
const isShown = (value: Record<string, unknown>): value is Shown => typeof value.__typename === 'string';

/** Figures are held against the tickets behind them. */
const isJudgedApart = (type: string): boolean => type in JUDGES || type === 'TicketStats';

/** True when a value tells something of the object it belongs to; objects in it that are judged themselves do not count. */
function tells(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(tells);
  if (!isObject(value)) return value !== null && value !== undefined;
  if (!isShown(value)) return Object.values(value).some(tells);
  if (value.__typename === 'PageInfo') return value.hasNextPage === true || typeof value.startCursor === 'string';
  if (isJudgedApart(value.__typename)) return false;
  return Object.entries(value).some(([field, below]) => field !== '__typename' && tells(below));
}

/** True when more of the object is there than what names it. */
function isLookedAt(shown: Shown): boolean {
  const names = new Set(['__typename', ...identityOf(shown.__typename)]);
  return Object.entries(shown).some(([field, value]) => !names.has(field) && tells(value));
}

const sumOf = (counts: unknown): number =>
  Array.isArray(counts) ? counts.reduce((sum: number, one: { count?: number }) => sum + (one.count ?? 0), 0) : 0;

/** Walks one answer and holds every object in it against the oracle. */
export function judgeAnswer(
  stored: Stored,
  caller: Caller,
  answer: { data: unknown; askings: readonly Asking[] },
): Judgement {
  const reach: Reach = reachOf(caller);
  const leaks: Leak[] = [];
  const seen = new Map<string, number>();
  const see = (type: string): void => void seen.set(type, (seen.get(type) ?? 0) + 1);

  const judge = (shown: Shown, at: string): void => {
    const may = JUDGES[shown.__typename];
    if (!may || !isLookedAt(shown)) return;
    see(shown.__typename);
    if (!may(stored, reach, shown)) leaks.push({ type: shown.__typename, shown, at });
    if (shown.__typename !== 'Grid' || !isObject(shown.ticketStats)) return;
    const counted = sumOf(shown.ticketStats.byStage);
    if (counted > ticketsSeen(stored, caller, String(shown.id))) leaks.push({ type: 'TicketStats', shown, at });
  };
  const walk = (value: unknown, at: string): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, at);
    if (!isObject(value) || Array.isArray(value)) return;
    if (isShown(value)) judge(value, at);
    for (const [field, below] of Object.entries(value)) walk(below, `${at}.${field}`);
  };
  const judgeField = ({ alias, field, asked }: Asking, value: unknown): void => {
    const may = JUDGES_OF_FIELDS[field];
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0) || isEmptyPage(value);
    if (may && !isEmpty && !may(stored, reach, asked)) leaks.push({ type: field, shown: value, at: alias });
    if (field === 'ticketCounts' && sumOf(value) > ticketsSeen(stored, caller))
      leaks.push({ type: field, shown: value, at: alias });
    if (may && !isEmpty) see(field);
  };

  const data = isObject(answer.data) ? answer.data : {};
  for (const asking of answer.askings) {
    const value = data[asking.alias];
    if (value === undefined) continue;
    judgeField(asking, value);
    walk(value, asking.field);
  }
  return { leaks, seen };
}

/** A page without a row; what is left of a row that could not be shown counts as none. */
function isEmptyPage(value: unknown): boolean {
  if (!isObject(value) || !('nodes' in value || 'edges' in value)) return false;
  return [value.nodes, value.edges].every((rows) => rows === undefined || (Array.isArray(rows) && rows.length === 0));
}
