import type { PackData, Subject } from '../pack/pack.ts';

/** Names used at one place of a pack. */
export type Use = readonly [subject: Subject, path: string, names: readonly string[]];

type AnyBody = PackData['departments']['town'];

/** All bodies with the place each is written at. */
function bodies({ departments }: PackData): (readonly [path: string, body: AnyBody])[] {
  const lists = ['linkage', 'others', 'serviceUnits', 'massOrganizations'] as const;
  return [
    ['coordination', departments.coordination],
    ['town', departments.town],
    ['committee', departments.committee],
    ...lists.flatMap((list) => departments[list].map((body, i) => [`${list}[${i}]`, body] as const)),
  ];
}

/** What a pack defines: functions of its bodies, its posts, their backgrounds, the categories of its items. */
export function definedNames(data: PackData) {
  return {
    functions: new Set([data.departments.operation.function, ...bodies(data).map(([, body]) => body.function)]),
    roles: new Set<string>(data.staff.roles.map(({ role }) => role)),
    backgrounds: new Set(data.staff.backgrounds.map(({ code }) => code)),
    categories: new Set(data.serviceItems.categories.map(({ code }) => code)),
  };
}

/** Everywhere a body is named by its function. */
export function usedFunctions({ grids, staff, serviceItems, loop }: PackData): Use[] {
  return [
    ['grids', 'drawnBy', [grids.drawnBy.body, ...grids.drawnBy.togetherWith]],
    ...staff.roles.flatMap((role, r) =>
      role.appointedBy.map(
        ({ body, togetherWith }, a): Use => ['staff', `roles[${r}].appointedBy[${a}]`, [body, ...togetherWith]],
      ),
    ),
    ['staff', 'permit.issuedBy', [staff.permit.issuedBy]],
    ...serviceItems.items.map(({ lead }, i): Use => ['serviceItems', `items[${i}].lead`, [lead]]),
    // Where no guiding department is written it is the lead, already looked at.
    ...serviceItems.items.map(
      ({ lead, guiding }, i): Use => ['serviceItems', `items[${i}].guiding`, guiding === lead ? [] : [guiding]],
    ),
    ['serviceItems', 'offList.complaintTo', [serviceItems.offList.complaintTo.body]],
    ['loop', 'consultation.convenedBy', [loop.consultation.convenedBy]],
    ['loop', 'supervision.by', [loop.supervision.by]],
    ['loop', 'emergency.alarm.to', loop.emergency.alarm.to],
  ];
}

/** Everywhere a post is named. */
export function usedRoles({ staff, notice }: PackData): Use[] {
  return [
    ...staff.staffing.map(({ role, substitutes }, i): Use => ['staff', `staffing[${i}]`, [role, ...substitutes]]),
    ...staff.eligibility.map(({ roles }, i): Use => ['staff', `eligibility[${i}].roles`, roles]),
    ...staff.heldTogether.map(({ roles }, i): Use => ['staff', `heldTogether[${i}].roles`, roles]),
    ...staff.entitlements.map(({ roles }, i): Use => ['staff', `entitlements[${i}].roles`, roles]),
    ...staff.training.hoursPerYear.map(({ role }, i): Use => ['staff', `training.hoursPerYear[${i}].role`, [role]]),
    ['staff', 'permit.roles', staff.permit.roles],
    ...notice.fields.map(({ roles }, i): Use => ['notice', `fields[${i}].roles`, roles]),
  ];
}

/** Everywhere a background is named. */
export function usedBackgrounds({ staff }: PackData): Use[] {
  return staff.roles.flatMap((role, r) =>
    role.holders.map(
      (holder, h): Use => ['staff', `roles[${r}].holders[${h}]`, [...holder.backgrounds, ...holder.except]],
    ),
  );
}

/** Everywhere a category is named. */
export function usedCategories({ serviceItems }: PackData): Use[] {
  return serviceItems.items.map(({ category }, i): Use => ['serviceItems', `items[${i}].category`, [category]]);
}

/** Lists in which no name may stand twice, each entry with its place. */
export function namedOnce(data: PackData): Use[][] {
  const { grids, staff, serviceItems, loop, evidence } = data;
  return [
    bodies(data).map(([path, body]): Use => ['departments', path, [body.function]]),
    grids.kinds.map(({ kind }, i): Use => ['grids', `kinds[${i}].kind`, [kind]]),
    grids.exclusive.categories.map(({ code }, i): Use => ['grids', `exclusive.categories[${i}].code`, [code]]),
    staff.roles.map(({ role }, i): Use => ['staff', `roles[${i}].role`, [role]]),
    staff.backgrounds.map(({ code }, i): Use => ['staff', `backgrounds[${i}].code`, [code]]),
    staff.eligibility.map(({ code }, i): Use => ['staff', `eligibility[${i}].code`, [code]]),
    serviceItems.categories.map(({ code }, i): Use => ['serviceItems', `categories[${i}].code`, [code]]),
    serviceItems.items.map(({ code }, i): Use => ['serviceItems', `items[${i}].code`, [code]]),
    loop.stages.map(({ stage }, i): Use => ['loop', `stages[${i}].stage`, [stage]]),
    loop.chain.map(({ step }, i): Use => ['loop', `chain[${i}].step`, [step]]),
    loop.declineReasons.map(({ code }, i): Use => ['loop', `declineReasons[${i}].code`, [code]]),
    loop.returnReasons.map(({ code }, i): Use => ['loop', `returnReasons[${i}].code`, [code]]),
    loop.appealReasons.map(({ code }, i): Use => ['loop', `appealReasons[${i}].code`, [code]]),
    evidence.accepted.map(({ type }, i): Use => ['evidence', `accepted[${i}].type`, [type]]),
    loop.transferReasons.map(({ code }, i): Use => ['loop', `transferReasons[${i}].code`, [code]]),
    loop.transferDeclineReasons.map(({ code }, i): Use => ['loop', `transferDeclineReasons[${i}].code`, [code]]),
  ];
}
