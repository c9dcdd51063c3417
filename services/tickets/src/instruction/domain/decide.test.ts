import { describe, expect, it } from '@jest/globals';
import {
  ACKNOWLEDGE,
  after,
  COMPLETE,
  decide,
  issued,
  READ,
  RECEIVE,
  RESEND,
  states,
  type Told,
  verdict,
  WITHDRAW,
} from '../../../test/instruction-story.ts';
import {
  actors,
  anActor,
  GRID,
  HEALTH,
  hoursLater,
  MORNING,
  POLICE,
  pack,
  TOWN,
  URBAN,
} from '../../../test/ticket-story.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { decideInstruction, wasDoneBefore } from './decide.ts';
import { progressOf, seenBy } from './instruction.ts';

describe('receipts', () => {
  it('have at each step the ones before it', () => {
    const read = after(issued(), [actors.worker, READ]);
    const done = after(read, [actors.worker, ACKNOWLEDGE], [actors.worker, COMPLETE]);
    expect([states(read)[2], states(done)[2], done.receipts[2]?.delivered?.subject]).toEqual([
      'READ',
      'DONE',
      'worker',
    ]);
  });

  it.each<[string, Actor, readonly string[]]>([
    ['staff of the grid', actors.worker, ['SENT', 'SENT', 'ACKNOWLEDGED']],
    ['the town, by whom it is its center', actors.town, ['ACKNOWLEDGED', 'SENT', 'SENT']],
    [
      'a town’s operator of no organization',
      anActor('t', 'TOWN_OPERATOR', { division: TOWN }),
      ['ACKNOWLEDGED', 'SENT', 'SENT'],
    ],
    ['a department', actors.urban, ['SENT', 'ACKNOWLEDGED', 'SENT']],
  ])('are each recipient’s own: %s', (_who, actor, expected) => {
    expect(states(after(issued(), [actor, ACKNOWLEDGE]))).toEqual(expected);
  });

  it('of several recipients one person answers for are settled together, or one by name', () => {
    const both = { ...actors.worker, organization: URBAN };
    expect([
      states(after(issued(), [both, ACKNOWLEDGE])),
      states(after(issued(), [both, { ...ACKNOWLEDGE, gridId: GRID.id }])),
      states(after(issued(), [both, { ...ACKNOWLEDGE, organization: URBAN }])),
    ]).toEqual([
      ['SENT', 'ACKNOWLEDGED', 'ACKNOWLEDGED'],
      ['SENT', 'SENT', 'ACKNOWLEDGED'],
      ['SENT', 'ACKNOWLEDGED', 'SENT'],
    ]);
  });

  it('say nothing new when it is opened again', () => {
    const state = after(issued(), [actors.worker, READ]);
    expect([after(state, [actors.worker, READ]) === state, after(state, [actors.worker, RECEIVE]) === state]).toEqual([
      true,
      true,
    ]);
  });

  it.each<[string, Told, string]>([
    ['by a department it is not for', [actors.police, ACKNOWLEDGE], 'NOT_ALLOWED'],
    ['by the sender', [actors.county, ACKNOWLEDGE], 'NOT_ALLOWED'],
    ['by staff of another grid', [actors.stranger, READ], 'NOT_ALLOWED'],
    ['for a body the actor is not of', [actors.worker, { ...ACKNOWLEDGE, organization: URBAN }], 'NOT_ALLOWED'],
    ['done before it is acknowledged', [actors.worker, COMPLETE], 'NOT_ACKNOWLEDGED'],
    ['in order', [actors.worker, ACKNOWLEDGE], 'acknowledged'],
  ])('are judged: %s', (_what, told, expected) => {
    expect(verdict(issued(), ...told)).toBe(expected);
  });

  it('are acknowledged once and done once', () => {
    const acknowledged = after(issued(), [actors.worker, ACKNOWLEDGE]);
    const done = after(acknowledged, [actors.worker, COMPLETE]);
    expect([verdict(acknowledged, actors.leader, ACKNOWLEDGE), verdict(done, actors.leader, COMPLETE)]).toEqual([
      'ACKNOWLEDGED_ALREADY',
      'DONE_ALREADY',
    ]);
  });

  it('complete the instruction with the last of them', () => {
    const whole = [actors.town, actors.urban, actors.worker].reduce(
      (state, actor) => after(state, [actor, ACKNOWLEDGE], [actor, COMPLETE]),
      issued(),
    );
    expect([whole.state, verdict(whole, actors.county, WITHDRAW), verdict(whole, actors.county, RESEND)]).toEqual([
      'COMPLETED',
      'COMPLETED',
      'NOBODY_LEFT',
    ]);
  });
});

describe('what the sender does', () => {
  it('is sending again to those who have not acknowledged, with the instant', () => {
    const state = after(issued(), [actors.worker, ACKNOWLEDGE], [actors.county, RESEND, hoursLater(0.1)]);
    expect([state.resends[0]?.recipients, state.receipts.map(({ resentAt }) => resentAt)]).toEqual([
      2,
      [[hoursLater(0.1)], [hoursLater(0.1)], []],
    ]);
  });

  it('is sending again as often as the pack lets it', () => {
    const { mostResends } = pack.limits.instructions;
    const often = Array.from({ length: mostResends }, (): Told => [actors.county, RESEND]);
    expect(verdict(after(issued(), ...often), actors.county, RESEND)).toBe('RESENT_ENOUGH');
  });

  it('is withdrawing; after it nothing is done', () => {
    const state = after(issued(), [actors.county, WITHDRAW]);
    expect([
      states(state),
      verdict(state, actors.worker, ACKNOWLEDGE),
      verdict(state, actors.county, RESEND),
      verdict(state, actors.county, WITHDRAW),
      state.withdrawn?.words,
    ]).toEqual([['WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN'], 'WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN', '险情解除']);
  });

  it.each<[string, Actor, string]>([
    ['the center above', actors.city, 'resent'],
    ['a colleague', actors.colleague, 'resent'],
    ['a neighbour', actors.neighbour, 'NOT_ALLOWED'],
    ['a town below', actors.town, 'NOT_ALLOWED'],
    ['a recipient', actors.worker, 'NOT_ALLOWED'],
  ])('may be done by the sender’s line upwards alone: %s', (_who, actor, expected) => {
    expect(verdict(issued(), actor, RESEND)).toBe(expected);
  });
});

describe('an acknowledgement that is missed', () => {
  const DUE = issued().acknowledgeBy as Date;
  const LATER = new Date(DUE.getTime() + 1);

  it('is raised once, for those who have not acknowledged', () => {
    const state = after(issued(), [actors.worker, ACKNOWLEDGE]);
    const passed = decide(state, actors.system, { type: 'passTime' }, LATER);
    const again = after(state, [actors.system, { type: 'passTime' }, LATER]);
    expect(passed).toMatchObject({
      announcements: [{ verb: 'overdue', recipients: [{ unit: `${TOWN}-TOWN` }, { unit: URBAN }] }],
    });
    expect([
      verdict(again, actors.system, { type: 'passTime' }, hoursLater(99)),
      progressOf(again.receipts).overdue,
    ]).toEqual(['', 2]);
  });

  it('is not missed at the due instant itself', () => {
    expect(verdict(issued(), actors.worker, ACKNOWLEDGE, DUE)).toBe('acknowledged');
  });

  it('is said before whatever is decided after it, whoever came first', () => {
    expect(verdict(issued(), actors.worker, ACKNOWLEDGE, LATER)).toBe('overdue,acknowledged');
  });

  it('stays on the receipt when it comes late, and is overdue no longer', () => {
    const state = after(issued(), [actors.worker, ACKNOWLEDGE, LATER]);
    expect([state.receipts[2]?.overdueAt, progressOf(state.receipts)]).toEqual([
      LATER,
      { recipients: 3, delivered: 1, read: 1, acknowledged: 1, done: 0, overdue: 2 },
    ]);
  });

  it('is not owed once the instruction is withdrawn', () => {
    expect(verdict(after(issued(), [actors.county, WITHDRAW]), actors.system, { type: 'passTime' }, LATER)).toBe('');
  });
});

describe('a retry', () => {
  const keyed = (subject: string, idempotencyKey: string | null) => ({ subject, idempotencyKey });
  const state = (() => {
    const decision = decideInstruction(issued(), ACKNOWLEDGE, {
      pack,
      actor: actors.urban,
      now: MORNING,
      idempotencyKey: 'k',
    });
    if (decision.kind === 'REFUSED') throw new Error('refused');
    return decision.state;
  })();

  it.each([
    ['of the same actor under the same key', 'acknowledgeInstruction', keyed('urban', 'k'), true],
    ['of another actor', 'acknowledgeInstruction', keyed('health', 'k'), false],
    ['under another key', 'acknowledgeInstruction', keyed('urban', 'k2'), false],
    ['under none', 'acknowledgeInstruction', keyed('urban', null), false],
    ['of another command', 'completeInstruction', keyed('urban', 'k'), false],
  ] as const)('%s is known for what it is', (_what, type, by, expected) => {
    expect(wasDoneBefore(state, type, by)).toBe(expected);
  });

  it('knows no body it never went to', () => {
    expect([POLICE, HEALTH].some((code) => seenBy(state).includes(code))).toBe(false);
  });
});
