import { areasOf, SEVERITIES } from '@gridlink/contracts';
import { createWorkingCalendar } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import {
  actors,
  anActor,
  CITY,
  COUNTY,
  hoursLater,
  ITEMS,
  MORNING,
  pack,
  TOWN,
  UNITS,
  URBAN,
  VILLAGE,
} from '../../../test/ticket-story.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { draftPlan, type PlanRequest, publishPlan, withdrawPlan } from './draft-plan.ts';
import { type ModePlan, type PublishedPlan, plansThatHold } from './mode-plan.ts';
import { packLimit, packUnder, plannedLimit } from './planned-limits.ts';

const [ITEM = ''] = ITEMS.keys();
const REQUEST: PlanRequest = {
  title: '国庆',
  words: '加强值守',
  mode: 'HOLIDAY',
  divisions: [TOWN],
  from: MORNING,
  until: hoursLater(48),
  limits: [{ step: 'accept', severity: null, factor: 0.5, limit: null }],
  patrolsADay: 3,
  routes: [{ itemCode: ITEM, to: URBAN }],
};
const reviewer = actors.colleague;

const draft = (more: Partial<PlanRequest> = {}, actor: Actor = actors.county, now = MORNING) =>
  draftPlan(
    { ...REQUEST, ...more },
    { id: 'p1', pack, calendar: createWorkingCalendar(pack), actor, now, units: UNITS, items: ITEMS },
  );

function drafted(more: Partial<PlanRequest> = {}, actor: Actor = actors.county): ModePlan {
  const outcome = draft(more, actor);
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.plan;
}

function published(more: Partial<PlanRequest> = {}, at = MORNING): PublishedPlan {
  const outcome = publishPlan(drafted(more), { actor: reviewer, now: at, words: '同意' });
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
  return { ...outcome.plan, version: 2 };
}

const kinds = (outcome: object): string[] =>
  'refusals' in outcome ? (outcome.refusals as { kind: string }[]).map(({ kind }) => kind) : [];

describe('drawing up a plan', () => {
  it('changes nothing until it is published', () => {
    expect(drafted().state).toBe('DRAFT');
  });

  it.each<[string, Partial<PlanRequest>, string]>([
    ['nowhere', { divisions: [] }, 'NO_DIVISIONS'],
    ['at a neighbour’s', { divisions: ['410103000000'] }, 'DIVISION_OUTSIDE'],
    ['for the city above', { divisions: [CITY] }, 'DIVISION_OUTSIDE'],
    ['that ends before it begins', { from: hoursLater(2), until: hoursLater(1) }, 'ENDS_BEFORE_IT_BEGINS'],
    ['that is over already', { from: hoursLater(-9), until: hoursLater(-1) }, 'OVER_ALREADY'],
    ['for ten years', { until: hoursLater(24 * 3_650) }, 'HOLDS_TOO_LONG'],
    ['that changes nothing', { limits: [], routes: [], patrolsADay: null }, 'CHANGES_NOTHING'],
    [
      'without a factor or a limit',
      { limits: [{ step: 'accept', severity: null, factor: null, limit: null }] },
      'FACTOR_OR_LIMIT',
    ],
    [
      'with both',
      { limits: [{ step: 'accept', severity: 'NORMAL', factor: 1, limit: { amount: 1, unit: 'WORKING_HOUR' } }] },
      'FACTOR_OR_LIMIT',
    ],
    [
      'beyond the pack’s factor',
      { limits: [{ step: 'accept', severity: null, factor: 9, limit: null }] },
      'FACTOR_OUT_OF_BOUNDS',
    ],
    [
      'with a limit for every severity',
      { limits: [{ step: 'accept', severity: null, factor: null, limit: { amount: 1, unit: 'WORKING_HOUR' } }] },
      'SEVERITY_NEEDED',
    ],
    [
      'on another clock',
      { limits: [{ step: 'accept', severity: 'NORMAL', factor: null, limit: { amount: 1, unit: 'NATURAL_DAY' } }] },
      'LIMIT_OUT_OF_BOUNDS',
    ],
    [
      'with two words on one step',
      {
        limits: [
          { step: 'accept', severity: null, factor: 1, limit: null },
          { step: 'accept', severity: null, factor: 2, limit: null },
        ],
      },
      'CHANGED_TWICE',
    ],
    ['with patrols day and night', { patrolsADay: 99 }, 'PATROLS_OUT_OF_BOUNDS'],
    ['for an item there is not', { routes: [{ itemCode: 'NONE', to: URBAN }] }, 'ITEM_UNKNOWN'],
    ['to a body there is not', { routes: [{ itemCode: ITEM, to: 'nobody' }] }, 'UNIT_UNKNOWN'],
    ['to a neighbour’s body', { routes: [{ itemCode: ITEM, to: '410103000000-URBAN_MANAGEMENT' }] }, 'UNIT_OUTSIDE'],
    [
      'to two bodies at once',
      {
        routes: [
          { itemCode: ITEM, to: URBAN },
          { itemCode: ITEM, to: URBAN },
        ],
      },
      'ROUTE_TWICE',
    ],
  ])('is refused: one %s', (_what, more, kind) => {
    expect(kinds(draft(more))).toEqual([kind]);
  });

  it.each([
    ['a town', actors.town],
    ['a department', actors.urban],
    ['an operator of the platform', anActor('o', 'PLATFORM_OPERATOR', { division: COUNTY })],
  ])('is not for %s', (_who, actor) => {
    expect(kinds(draft({}, actor))).toEqual(['NOT_ALLOWED']);
  });
});

describe('publishing a plan', () => {
  const at = (actor: Actor, now = MORNING) => ({ actor, now, words: '同意' });

  it.each<[string, Actor, string[]]>([
    ['a colleague', reviewer, []],
    ['the center above', actors.city, []],
    ['who drew it up', actors.county, ['OWN_DRAFT']],
    ['a neighbour', actors.neighbour, ['NOT_ALLOWED']],
    ['a town', actors.town, ['NOT_ALLOWED']],
  ])('is done, or not, by %s', (_who, actor, expected) => {
    expect(kinds(publishPlan(drafted(), at(actor)))).toEqual(expected);
  });

  it('is done once, while there is time left, and not after it was withdrawn', () => {
    const withdrawn = withdrawPlan(drafted(), at(actors.county));
    if ('refusals' in withdrawn) throw new Error('refused');
    expect([
      kinds(publishPlan(published(), at(reviewer))),
      kinds(publishPlan(drafted(), at(reviewer, hoursLater(48)))),
      kinds(publishPlan(withdrawn.plan, at(reviewer))),
      kinds(withdrawPlan(withdrawn.plan, at(reviewer))),
    ]).toEqual([['PLAN_STATE'], ['OVER_ALREADY'], ['PLAN_STATE'], ['PLAN_STATE']]);
  });
});

describe('when and where a plan holds', () => {
  const areas = areasOf(VILLAGE);
  const titles = (plans: readonly PublishedPlan[], now = MORNING, place = areas): string[] =>
    plansThatHold(plans, place, now).map(({ title }) => title);

  it('is by its time alone: from its first instant, and at its last no more', () => {
    const plan = published();
    const instants = [new Date(MORNING.getTime() - 1), MORNING, hoursLater(47.9), hoursLater(48)];
    expect(instants.map((now) => titles([plan], now).length)).toEqual([0, 1, 1, 0]);
  });

  it('is its divisions with all below, and nothing beside', () => {
    expect([titles([published()]).length, titles([published()], MORNING, areasOf(COUNTY)).length]).toEqual([1, 0]);
  });

  it('of several the most binding mode, then the narrowest, then the newest comes first', () => {
    const plans = [
      published({ title: '日常', mode: 'DAILY' }),
      published({ title: '全县节日', divisions: [COUNTY] }),
      published({ title: '本镇节日' }),
      published({ title: '本镇节日新' }, hoursLater(1)),
      published({ title: '应急', mode: 'EMERGENCY', divisions: [COUNTY] }),
    ];
    expect(titles(plans, hoursLater(2))).toEqual(['应急', '本镇节日新', '本镇节日', '全县节日', '日常']);
  });
});

describe('limits under a plan', () => {
  const plan = published({
    limits: [
      { step: 'accept', severity: null, factor: 0.5, limit: null },
      { step: 'accept', severity: 'URGENT', factor: null, limit: { amount: 0.75, unit: 'URGENT_HOUR' } },
      { step: 'handle', severity: null, factor: 0.25, limit: null },
    ],
  });
  const under = packUnder(pack, plan);

  it('are the pack’s times the factor, or the one in its place', () => {
    const own = packLimit(pack, 'accept', 'NORMAL');
    expect([packLimit(under, 'accept', 'NORMAL'), packLimit(under, 'accept', 'URGENT')]).toEqual([
      { amount: own.amount / 2, unit: own.unit },
      { amount: 0.75, unit: 'URGENT_HOUR' },
    ]);
  });

  it('of handling stay inside what a dispatcher may choose', () => {
    for (const severity of SEVERITIES) {
      const { default: usual, min, max } = under.limits.steps.handle[severity];
      expect([usual.amount >= min.amount, usual.amount <= max.amount]).toEqual([true, true]);
    }
  });

  it('that it does not speak of are the pack’s, and so is everything else', () => {
    expect([
      plannedLimit(pack, plan, { step: 'verify', severity: 'NORMAL' }),
      packLimit(under, 'verify', 'NORMAL'),
      under.limits.caps,
      packUnder(pack, null),
    ]).toEqual([undefined, packLimit(pack, 'verify', 'NORMAL'), pack.limits.caps, pack]);
  });
});
