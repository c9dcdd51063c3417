import { type PackData, SUBJECTS, type Subject } from '../pack/pack.ts';
import { articleNumber } from './article-number.ts';
import type { PackProblem } from './problem.ts';

type Report = (subject: Subject, path: string, message: string) => void;

/** Every function that a body of this pack has; items, chains and appointments may name no other. */
function functionsOf({ departments }: PackData): Set<string> {
  const { coordination, operation, town, committee, linkage, others, serviceUnits, massOrganizations } = departments;
  const all = [coordination, operation, town, committee, ...linkage, ...others, ...serviceUnits, ...massOrganizations];
  return new Set(all.map((body) => body.function));
}

function checkItems(data: PackData, report: Report): void {
  const { categories, items } = data.serviceItems;
  const functions = functionsOf(data);
  const known = new Set(categories.map(({ code }) => code));
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const at = `items[${index}]`;
    if (!known.has(item.category)) report('serviceItems', `${at}.category`, `no category ${item.category}`);
    if (seen.has(item.code)) report('serviceItems', `${at}.code`, `${item.code} is used twice`);
    seen.add(item.code);
    for (const part of ['guiding', 'lead'] as const) {
      if (!functions.has(item[part])) report('serviceItems', `${at}.${part}`, `no body has the function ${item[part]}`);
    }
  });
}

function checkStaff({ staff }: PackData, report: Report): void {
  const roles = new Set(staff.roles.map(({ role }) => role));
  const backgrounds = new Set(staff.backgrounds.map(({ code }) => code));
  staff.roles.forEach((rule, r) => {
    rule.holders.forEach((holder, h) => {
      for (const background of [...holder.backgrounds, ...holder.except]) {
        if (!backgrounds.has(background)) report('staff', `roles[${r}].holders[${h}]`, `no background ${background}`);
      }
    });
  });
  staff.staffing.forEach((rule, index) => {
    for (const role of [rule.role, ...rule.substitutes]) {
      if (!roles.has(role)) report('staff', `staffing[${index}]`, `the pack has no role ${role}`);
    }
  });
}

function checkRolesElsewhere({ staff, notice }: PackData, report: Report): void {
  const roles = new Set(staff.roles.map(({ role }) => role));
  const uses = [
    ...staff.eligibility.map((rule, i) => ['staff', `eligibility[${i}].roles`, rule.roles] as const),
    ...staff.heldTogether.map((rule, i) => ['staff', `heldTogether[${i}].roles`, rule.roles] as const),
    ...staff.entitlements.map((rule, i) => ['staff', `entitlements[${i}].roles`, rule.roles] as const),
    ['staff', 'permit.roles', staff.permit.roles] as const,
    ...notice.fields.map((field, i) => ['notice', `fields[${i}].roles`, field.roles] as const),
  ];
  for (const [subject, path, named] of uses) {
    for (const role of named) if (!roles.has(role)) report(subject, path, `the pack has no role ${role}`);
  }
}

function checkAppointers(data: PackData, report: Report): void {
  const functions = functionsOf(data);
  data.staff.roles.forEach((rule, r) => {
    rule.appointedBy.forEach(({ body, togetherWith }, a) => {
      for (const named of [body, ...togetherWith]) {
        if (!functions.has(named))
          report('staff', `roles[${r}].appointedBy[${a}]`, `no body has the function ${named}`);
      }
    });
  });
}

function checkLimits({ limits }: PackData, report: Report): void {
  for (const [severity, { default: usual, min, max }] of Object.entries(limits.steps.handle)) {
    const path = `steps.handle.${severity}`;
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

function checkOnceEach({ loop, grids }: PackData, report: Report): void {
  const stages = new Set(loop.stages.map(({ stage }) => stage));
  if (stages.size !== loop.stages.length) report('loop', 'stages', 'names a stage twice');
  const kinds = new Set(grids.kinds.map(({ kind }) => kind));
  if (kinds.size !== grids.kinds.length) report('grids', 'kinds', 'names a kind twice');
}

function checkWeights({ appraisal }: PackData, report: Report): void {
  appraisal.subjects.forEach(({ weights }, index) => {
    const sum = weights.shares.reduce((total, { weight }) => total + weight, 0);
    if (sum !== 100) report('appraisal', `subjects[${index}].weights.shares`, `weights add up to ${sum}, not 100`);
  });
}

function checkIdentity({ identity }: PackData, packName: string, report: Report): void {
  if (identity.code !== packName) report('identity', 'code', `is ${identity.code} in the folder ${packName}`);
  if (identity.status === 'IN_FORCE' && identity.inForceFrom === null) {
    report('identity', 'inForceFrom', 'a regulation in force has a first day');
  }
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

/** What no single file can know: names used in one that another must define, and citations of articles that do not exist. */
export function checkReferences(packName: string, data: PackData): readonly PackProblem[] {
  const problems: PackProblem[] = [];
  const report: Report = (subject, path, message) =>
    problems.push({ file: `${packName}/${SUBJECTS[subject].file}`, path, message });
  checkIdentity(data, packName, report);
  for (const check of [
    checkItems,
    checkStaff,
    checkRolesElsewhere,
    checkAppointers,
    checkLimits,
    checkOnceEach,
    checkWeights,
  ]) {
    check(data, report);
  }
  for (const subject of Object.keys(SUBJECTS) as Subject[]) {
    checkArticles(data[subject], data.identity.regulation.articles, '', (path, cited) =>
      report(subject, path, `the regulation has no ${cited}`),
    );
  }
  return problems;
}
