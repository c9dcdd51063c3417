import { z } from 'zod';
import { dayNumberOf, isoDateOf } from './shanghai-time.ts';

const holiday = z.strictObject({
  /** The Chinese name, as the notice prints it. */
  name: z.string().min(1),
  /** First and last day off. */
  from: z.iso.date(),
  to: z.iso.date(),
  makeUpWorkdays: z.array(z.iso.date()),
});

const notice = z.strictObject({
  title: z.string().min(1),
  /** Number of the document. */
  number: z.string().min(1),
  issuedOn: z.iso.date(),
  holidays: z.array(holiday).min(1),
});

/** `<year>.yaml`: what the State Council has announced for a year, in the order it was announced. */
export const holidayYear = z.strictObject({
  year: z.int().min(2000).max(2100),
  notices: z.array(notice).min(1),
});

export type HolidayYear = z.infer<typeof holidayYear>;

/** The notice in force for a year. `version` counts the notices of that year: a later one replaces the year whole. */
export type HolidayNotice = Readonly<z.infer<typeof notice>> & { readonly year: number; readonly version: number };

export const noticeInForce = ({ year, notices }: HolidayYear): HolidayNotice => {
  const last = notices.at(-1);
  if (!last) throw new Error(`no notice for ${year}`);
  return { ...last, year, version: notices.length };
};

type Holiday = z.infer<typeof holiday>;

/** Every day off of a holiday, in order. */
export function daysOff({ from, to }: Pick<Holiday, 'from' | 'to'>): readonly string[] {
  const first = dayNumberOf(from);
  return Array.from({ length: Math.max(0, dayNumberOf(to) - first + 1) }, (_, index) => isoDateOf(first + index));
}

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/** A notice for a year may reach back into the last days of December before it. */
const belongsTo = (year: number, date: string): boolean =>
  date.startsWith(`${year}-`) || (date.startsWith(`${year - 1}-12-`) && date.slice(8) >= '26');

function problemsOfNotice(year: number, holidays: readonly Holiday[]): readonly string[] {
  const off = holidays.flatMap(daysOff);
  const makeUp = holidays.flatMap(({ makeUpWorkdays }) => makeUpWorkdays);
  const all = [...off, ...makeUp];
  return [
    ...holidays.filter(({ from, to }) => from > to).map(({ name, from }) => `${name} ends before it begins on ${from}`),
    ...all.filter((date, index) => all.indexOf(date) !== index).map((date) => `${date} is named twice`),
    ...makeUp.filter((date) => !isWeekend(date)).map((date) => `${date} is worked anyway, it makes up for nothing`),
    ...all.filter((date) => !belongsTo(year, date)).map((date) => `${date} is no day of ${year}`),
    ...(off.includes(`${year}-10-01`) ? [] : [`${year}-10-01 is a holiday by statute and is missing`]),
  ];
}

/** What is wrong with a year beyond its shape; `at` is the notice's place. */
export function problemsOfYear({ year, notices }: HolidayYear): readonly { at: number; message: string }[] {
  return notices.flatMap(({ issuedOn, holidays }, at) => {
    const before = notices[at - 1];
    const order =
      before && before.issuedOn >= issuedOn ? [`is not later than the one before, of ${before.issuedOn}`] : [];
    return [...order, ...problemsOfNotice(year, holidays)].map((message) => ({ at, message }));
  });
}
