import type { Limit } from './pack/limit.ts';
import type { BodyRule, GridKindRule, LimitedStep, Pack, RoleRule, ServiceItem } from './pack/pack.ts';
import type { ChainStep, Stage } from './pack/stages.ts';
import type { GridKind, Severity, StaffRole } from './pack/vocabulary.ts';

/** The limit of a step; for handling the default, whose bounds are `handleBounds`. */
export function limitFor(pack: Pack, step: LimitedStep | 'handle', severity: Severity): Limit {
  return step === 'handle' ? pack.limits.steps.handle[severity].default : pack.limits.steps[step][severity];
}

/** What a dispatcher may choose between: one unit, `min` ≤ limit ≤ `max`. */
export function handleBounds(
  pack: Pack,
  severity: Severity,
): { readonly default: Limit; readonly min: Limit; readonly max: Limit } {
  return pack.limits.steps.handle[severity];
}

/** The stage's name in the words of the pack's law. */
export function stageLabel(pack: Pack, stage: Stage): { readonly zh: string; readonly en: string } {
  const found = pack.loop.stages.find((entry) => entry.stage === stage);
  return found?.label ?? { zh: stage, en: stage };
}

/** The rule of a grid kind; every pack has all three. */
export function gridKindRule(pack: Pack, kind: GridKind): GridKindRule | undefined {
  return pack.grids.kinds.find((entry) => entry.kind === kind);
}

/** The rule of a post, or undefined where the pack's law has no such post. */
export function roleRule(pack: Pack, role: StaffRole): RoleRule | undefined {
  return pack.staff.roles.find((entry) => entry.role === role);
}

/** All bodies of the pack, coordination first, each function once. */
export function bodiesOf(pack: Pack): readonly BodyRule[] {
  const { coordination, operation, town, committee, linkage, others, serviceUnits, massOrganizations } =
    pack.departments;
  const all = [coordination, operation, town, committee, ...linkage, ...others, ...serviceUnits, ...massOrganizations];
  return [...new Map(all.toReversed().map((body) => [body.function, body])).values()].toReversed();
}

/** The body of a function, or undefined. */
export function bodyOf(pack: Pack, bodyFunction: string): BodyRule | undefined {
  return bodiesOf(pack).find((body) => body.function === bodyFunction);
}

/** Items that answer a head of the citizens' message tree, most particular list order first. */
export function itemsForTopic(pack: Pack, topic: string): readonly ServiceItem[] {
  return pack.serviceItems.items.filter(({ topics }) => topics.includes(topic));
}

/** The step above in the pack's chain, or undefined at the top or outside the chain. */
export function stepAbove(pack: Pack, step: ChainStep): ChainStep | undefined {
  const steps = pack.loop.chain.map((entry) => entry.step);
  const index = steps.indexOf(step);
  return index < 0 ? undefined : steps[index + 1];
}

/** The reserved act or negative-list matter whose phrases a text uses, or undefined: such text may not become an item. */
export function reservedActIn(pack: Pack, text: string): Pack['serviceItems']['reserved'][number] | undefined {
  return pack.serviceItems.reserved.find(({ words }) => words.some((word) => text.includes(word)));
}
