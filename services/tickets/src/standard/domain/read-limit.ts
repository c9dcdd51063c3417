import type { Limit } from '@gridlink/jurisdiction';

/** One limit of a condition as printed; `words` is what the table adds to it (制止, 立案). */
export type StandardLimit = { readonly limit: Limit; readonly words: string | null };

const PRINTED = /^(\d{1,4}(?:\.\d)?)(?:个)?(紧急)?(工作时|小时|工作日|天|日)(.*)$/u;
/** Between one limit and the next; the words of one may hold the same signs. */
const BETWEEN = /[；;，,、/]+(?=\d)/u;

/** 紧急 runs through nights and holidays, so its day is 24 hours; everything else counts when offices are open. */
function limitOf(amount: number, urgent: boolean, unit: string): Limit {
  const isHours = unit === '工作时' || unit === '小时';
  if (urgent) return { amount: isHours ? amount : amount * 24, unit: 'URGENT_HOUR' };
  return { amount, unit: isHours ? 'WORKING_HOUR' : 'WORKING_DAY' };
}

function readOne(text: string): StandardLimit | null {
  const [, amount = '', urgent, unit = '', words = ''] = PRINTED.exec(text) ?? [];
  const printed = Number(amount);
  if (!(printed > 0)) return null;
  return { limit: limitOf(printed, urgent !== undefined, unit), words: words.replace(/^[；;，,、/]+/u, '') || null };
}

/** Limits as a table prints them, one or several: `4小时`, `2紧急工作时`, `4小时制止、7天处罚`. Null for what is none. */
export function readLimits(text: string): readonly StandardLimit[] | null {
  const read = text
    .replaceAll(/[\s　]+/gu, '')
    .split(BETWEEN)
    .filter((part) => part !== '')
    .map(readOne);
  const limits = read.filter((limit) => limit !== null);
  return limits.length === 0 || limits.length < read.length ? null : limits;
}
