import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type HolidayNotice,
  type HolidayYear,
  holidayYear,
  noticeInForce,
  problemsOfYear,
} from '../calendar/holiday-notice.ts';
import { deepFreeze } from './deep-freeze.ts';
import { PackError, type PackProblem } from './problem.ts';
import { readYaml } from './read-yaml.ts';

const HOLIDAYS_FOLDER = fileURLToPath(new URL('../../holidays', import.meta.url));

let shipped: readonly HolidayNotice[] | undefined;

function readYear(root: string, name: string): { readonly year: HolidayYear } | readonly PackProblem[] {
  const file = `holidays/${name}`;
  const outcome = readYaml(join(root, name), file, holidayYear);
  if ('problems' in outcome) return outcome.problems;
  // Parsed by the schema just now.
  const year = outcome.value as HolidayYear;
  const whole = (path: string, message: string): PackProblem => ({ file, line: null, path, message });
  const misnamed =
    name === `${year.year}.yaml` ? [] : [whole('year', `is ${year.year}, but the file is called ${name}`)];
  const problems = problemsOfYear(year).map(({ at, message }) => whole(`notices[${at}]`, message));
  return misnamed.length + problems.length > 0 ? [...misnamed, ...problems] : { year };
}

function readAll(root: string): readonly HolidayNotice[] {
  const read = readdirSync(root)
    .toSorted()
    .map((name) => readYear(root, name));
  const problems = read.flatMap((outcome) => ('year' in outcome ? [] : outcome));
  if (problems.length > 0) throw new PackError(problems);
  return deepFreeze(
    read.flatMap((outcome) => ('year' in outcome ? [noticeInForce(outcome.year)] : [])),
  ) as readonly HolidayNotice[];
}

/**
 * The notice in force for each year, checked and frozen. Without an argument those that ship with the platform, read once a process.
 * @param root a folder with one file a year, for tests and for operators with a notice that is not shipped yet
 * @throws PackError listing every problem of every year
 */
export function loadHolidays(root?: string): readonly HolidayNotice[] {
  if (root !== undefined && root !== HOLIDAYS_FOLDER) return readAll(root);
  shipped ??= readAll(HOLIDAYS_FOLDER);
  return shipped;
}
