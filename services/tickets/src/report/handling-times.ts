import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  createWorkingCalendar,
  handleBounds,
  type Limit,
  limitFor,
  loadPacks,
  type Pack,
} from '@gridlink/jurisdiction';
import { countedMinutes, dueAt } from '../clock/index.ts';

const DATA = fileURLToPath(new URL('../../../../demo/data', import.meta.url));

type Message = { readonly reportedAt: string };
type Reply = Message & { readonly repliedAt: string };

const rowsOf = <Row>(file: string): readonly Row[] =>
  readFileSync(`${DATA}/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

/** The value that a share of them does not pass; of an even number the lower. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** How the replies would have stood in one jurisdiction. */
export type Standing = {
  readonly jurisdiction: string;
  readonly limits: string;
  readonly messages: number;
  /** Messages that came in while offices were shut. */
  readonly afterHours: number;
  readonly replies: number;
  readonly inTime: number;
  /** Late by the default limit for the work, in time by the longest that a dispatcher may set. */
  readonly byLongest: number;
  readonly late: number;
  readonly medianDays: number;
  readonly ninthDays: number;
  /** Working days past the longest allowed, of the latest. */
  readonly worstOverDays: number;
};

const UNITS: Readonly<Record<Limit['unit'], string>> = {
  WORKING_HOUR: '工作时',
  WORKING_DAY: '工作日',
  NATURAL_DAY: '自然日',
  URGENT_HOUR: '紧急时',
};
const said = ({ amount, unit }: Limit): string => `${amount} ${UNITS[unit]}`;

/** Steps one after another, each using its limit whole: the last instant at which an answer is in time. */
function lastInstant(calendar: ReturnType<typeof createWorkingCalendar>, start: Date, limits: readonly Limit[]): Date {
  return limits.reduce((startedAt, limit) => {
    const end = dueAt(calendar, { limit, startedAt, suspensions: [] }).dueAt;
    if (!end) throw new Error('a limit without an end');
    return end;
  }, start);
}

export function standingIn(pack: Pack, messages: readonly Message[], replies: readonly Reply[]): Standing {
  const calendar = createWorkingCalendar(pack);
  const step = (name: 'accept' | 'dispatch' | 'feedBack') => limitFor(pack, name, 'NORMAL');
  const work = limitFor(pack, 'handle', 'NORMAL');
  const { max } = handleBounds(pack, 'NORMAL');
  const path = (handle: Limit): readonly Limit[] => [step('accept'), step('dispatch'), handle, step('feedBack')];
  const workingDays = (from: Date, to: Date): number =>
    countedMinutes(calendar, { limit: { amount: 1, unit: 'WORKING_HOUR' }, startedAt: from, suspensions: [] }, to) /
    calendar.officeMinutesPerDay;
  const stood = replies.map(({ reportedAt, repliedAt }) => {
    const [from, to] = [new Date(reportedAt), new Date(repliedAt)];
    const longest = lastInstant(calendar, from, path(max));
    return {
      inTime: to <= lastInstant(calendar, from, path(work)),
      byLongest: to <= longest,
      days: workingDays(from, to),
      overDays: to <= longest ? 0 : workingDays(longest, to),
    };
  });
  const isShut = ({ reportedAt }: Message): boolean => {
    const instant = Date.parse(reportedAt);
    return !calendar.dayAt(instant).windows.some(({ from, to }) => instant >= from && instant < to);
  };
  const days = stood.map((row) => row.days);
  const inTime = stood.filter((row) => row.inTime).length;
  const byLongest = stood.filter((row) => row.byLongest).length - inTime;
  return {
    jurisdiction: pack.name.zh,
    limits: [step('accept'), step('dispatch'), work, step('feedBack')].map(said).join(' + '),
    messages: messages.length,
    afterHours: messages.filter(isShut).length,
    replies: replies.length,
    inTime,
    byLongest,
    late: replies.length - inTime - byLongest,
    medianDays: quantile(days, 0.5),
    ninthDays: quantile(days, 0.9),
    worstOverDays: Math.max(...stood.map((row) => row.overDays)),
  };
}

const figure = (value: number): string => value.toFixed(1);
const share = (part: number, whole: number): string => `${part} (${Math.round((part / whole) * 100)} %)`;

const rowOf = (row: Standing, longest: string): string =>
  [
    '',
    row.jurisdiction,
    row.limits,
    longest,
    share(row.inTime, row.replies),
    share(row.byLongest, row.replies),
    share(row.late, row.replies),
    figure(row.medianDays),
    figure(row.ninthDays),
    figure(row.worstOverDays),
    share(row.afterHours, row.messages),
    '',
  ]
    .join(' | ')
    .trim();

/** The report as a page, from the data of the demonstration and the packs that ship. */
export function handlingTimesDocument(): string {
  const messages = rowsOf<Message>('messages.ndjson');
  const replies = rowsOf<Reply>('reply-times.ndjson');
  const rows = [...loadPacks().values()].map((pack) =>
    rowOf(standingIn(pack, messages, replies), said(handleBounds(pack, 'NORMAL').max)),
  );
  return `# Real handling times against each pack's limits

Generated by \`npm run report:messages\` from \`demo/data/messages.ndjson\` (${messages.length} real messages) and
\`demo/data/reply-times.ndjson\` (when ${replies.length} other real messages were reported and answered, 2011 to 2020); a test fails when this page and the
packs differ. Origin of both: \`demo/data/README.md\`. They come from one city that is none of the jurisdictions: this says how such times would
have stood under each regulation's limits, not how any of the five works.

Each reply is held against the whole path of an ordinary matter (NORMAL): acceptance, dispatch, handling and feedback one after the other,
each using its limit whole, counted by the clock of the tickets service under the pack's office hours and the holidays of those years.
"Longest" is the most a dispatcher may set for handling; suspensions (挂账) are not in the data and would excuse some.

| jurisdiction | acceptance + dispatch + handling + feedback | longest handling | in time | in time only with the longest | late | median, working days | 90 %, working days | latest, working days over the longest | messages out of office hours |
|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

A working day here is the pack's office minutes of a day. A message that comes in out of office hours starts its clock at the next opening.
`;
}
