import { type PackData, SUBJECTS, type Subject } from '../pack/pack.ts';
import { articleNumber } from './article-number.ts';
import {
  definedNames,
  namedOnce,
  type Use,
  usedBackgrounds,
  usedCategories,
  usedFunctions,
  usedRoles,
} from './naming.ts';
import type { PackProblem } from './problem.ts';

type Report = (subject: Subject, path: string, message: string) => void;

function checkNames(data: PackData, report: Report): void {
  const { functions, roles, backgrounds, categories } = definedNames(data);
  const check = (uses: readonly Use[], known: ReadonlySet<string>, complaint: string) => {
    for (const [subject, path, names] of uses) {
      for (const name of names) if (!known.has(name)) report(subject, path, `${complaint} ${name}`);
    }
  };
  check(usedFunctions(data), functions, 'no body has the function');
  check(usedRoles(data), roles, 'the pack has no role');
  check(usedBackgrounds(data), backgrounds, 'no background');
  check(usedCategories(data), categories, 'no category');
}

function checkNamedOnce(data: PackData, report: Report): void {
  for (const list of namedOnce(data)) {
    const seen = new Set<string>();
    for (const [subject, path, names] of list) {
      for (const name of names) {
        if (seen.has(name)) report(subject, path, `${name} is used twice`);
        seen.add(name);
      }
    }
  }
}

function checkLimits({ limits }: PackData, report: Report): void {
  const chosen = [
    ...Object.entries(limits.steps.handle).map(([severity, bounds]) => [`steps.handle.${severity}`, bounds] as const),
    ...Object.entries(limits.instructions.acknowledge).map(
      ([severity, bounds]) => [`instructions.acknowledge.${severity}`, bounds] as const,
    ),
  ];
  for (const [path, { default: usual, min, max }] of chosen) {
    if (min.unit !== usual.unit || max.unit !== usual.unit)
      report('limits', path, 'min, default and max need one unit');
    if (min.amount > usual.amount || usual.amount > max.amount) report('limits', path, 'needs min <= default <= max');
  }
  const windows = limits.calendar.officeWindows;
  windows.forEach(({ from, to }, index) => {
    const before = windows[index - 1];
    if (from >= to) report('limits', `calendar.officeWindows[${index}]`, 'ends before it begins');
    if (before && before.to > from) report('limits', `calendar.officeWindows[${index}]`, 'overlaps the one before');
  });
}

function checkNorms({ grids }: PackData, report: Report): void {
  grids.norms.forEach(({ min, max }, index) => {
    if (min > max) report('grids', `norms[${index}]`, 'needs min <= max');
  });
}

function checkWeights({ appraisal }: PackData, report: Report): void {
  appraisal.subjects.forEach(({ weights }, index) => {
    const sum = weights.shares.reduce((total, { weight }) => total + weight, 0);
    if (sum !== 100) report('appraisal', `subjects[${index}].weights.shares`, `weights add up to ${sum}, not 100`);
  });
}

/** Walks a subject and refuses citations beyond the regulation's last article. */
function checkArticles(
  value: unknown,
  last: number,
  path: string,
  refuse: (path: string, cited: string) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (key === 'article' && typeof child === 'string' && articleNumber(child) > last) refuse(at, child);
    else checkArticles(child, last, at, refuse);
  }
}

function checkCitations(data: PackData, report: Report): void {
  for (const subject of Object.keys(SUBJECTS) as Subject[]) {
    checkArticles(data[subject], data.identity.regulation.articles, '', (path, cited) =>
      report(subject, path, `the regulation has no ${cited}`),
    );
  }
}

function checkIdentity({ identity }: PackData, packName: string, report: Report): void {
  if (identity.code !== packName) report('identity', 'code', `is ${identity.code} in the folder ${packName}`);
  if (identity.status === 'IN_FORCE' && identity.inForceFrom === null) {
    report('identity', 'inForceFrom', 'a regulation in force has a first day');
  }
}

/** What no single file can know: names used in one that another must define, and citations of articles that do not exist. */
export function checkReferences(packName: string, data: PackData): readonly PackProblem[] {
  const problems: PackProblem[] = [];
  const report: Report = (subject, path, message) =>
    problems.push({ file: `${packName}/${SUBJECTS[subject].file}`, line: null, path, message });
  checkIdentity(data, packName, report);
  for (const check of [checkNames, checkNamedOnce, checkLimits, checkNorms, checkWeights, checkCitations]) {
    check(data, report);
  }
  return problems;
}
