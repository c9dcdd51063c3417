import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { bodiesOf, loadPacks, type Pack } from '../src/index.ts';

const glossary = readFileSync(new URL('../../../docs/glossary.md', import.meta.url), 'utf8');

/** Codes that mean something to readers; codes of single items, reasons and texts explain themselves by their label. */
function codesOf(pack: Pack): string[] {
  const { grids, notice, staff, serviceItems, loop, limits, conduct, appraisal } = pack;
  return [
    pack.status,
    pack.regulation.kind,
    ...grids.kinds.map(({ kind }) => kind),
    ...grids.norms.map(({ measure }) => measure),
    ...grids.exclusive.categories.map(({ code }) => code),
    ...(grids.exclusive.fourLists?.sectors ?? []).map(({ code }) => code),
    ...notice.fields.map(({ field }) => field),
    ...bodiesOf(pack).flatMap((body) => [body.function, ...body.levels]),
    ...staff.backgrounds.map(({ code }) => code),
    ...staff.roles.flatMap(({ role, holders, appointedBy }) => [
      role,
      ...holders.map(({ binding }) => binding),
      ...appointedBy.map(({ how }) => how),
    ]),
    ...staff.eligibility.map(({ type }) => type),
    ...staff.entitlements.flatMap(({ kind, binding }) => [kind, binding]),
    ...serviceItems.items.flatMap(({ responsibility, severity }) => [responsibility, severity]),
    ...serviceItems.reserved.map(({ code }) => code),
    ...loop.stages.map(({ stage }) => stage),
    ...loop.chain.map(({ step }) => step),
    ...[...loop.mediation.kinds, ...loop.mediation.thenRoutes, ...loop.emergency.modes].map(({ code }) => code),
    limits.calendar.workingDayMeaning,
    limits.calendar.naturalDayMeaning,
    ...conduct.outcomes.map(({ code }) => code),
    ...appraisal.subjects.flatMap(({ subject, weights }) => [subject, ...weights.shares.map(({ measure }) => measure)]),
  ];
}

it('explains in the glossary every code the packs use', () => {
  const codes = new Set([...loadPacks().values()].flatMap(codesOf));
  expect([...codes].filter((code) => !glossary.includes(`\`${code}\``))).toEqual([]);
});
