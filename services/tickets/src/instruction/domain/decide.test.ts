import { createWorkingCalendar } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import {
  actors,
  anActor,
  COUNTY,
  GRID,
  HEALTH,
  hoursLater,
  MORNING,
  POLICE,
  pack,
  TOWN,
  UNITS,
  URBAN,
} from '../../../test/ticket-story.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { decideInstruction, type InstructionCommand, type InstructionDecision, wasDoneBefore } from './decide.ts';
import { type Instruction, progressOf, receiptState, seenBy } from './instruction.ts';
import { type IssueDecision, type IssueRequest, issueInstruction } from './issue.ts';

const REQUEST: IssueRequest = {
  title: '防汛叫应',
  words: '请立即到岗，转移低洼处居民',
  urgency: 'URGENT',
  organizations: [`${TOWN}-TOWN`, URBAN],
  gridIds: [GRID.id],
  hasTicket: false,
  meetingUrl: null,
  limit: null,
  idempotencyKey: 'k1',
};

const issue = (request: Partial<IssueRequest> = {}, actor: Actor = actors.county): IssueDecision =>
  issueInstruction(
    { ...REQUEST, ...request },
    {
      id: 'i1',
      pack,
      calendar: createWorkingCalendar(pack),
      actor,
      now: MORNING,
      units: UNITS,
      grids: new Map([[GRID.id, GRID]]),
      ticket: null,
    },
  );

function issued(request: Partial<IssueRequest> = {}): Instruction {
  const decision = issue(request);
  if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusals));
  return decision.state;
}

const decide = (state: Instruction, actor: Actor, command: InstructionCommand, now = MORNING): InstructionDecision =>
  decideInstruction(state, command, { pack, actor, now, idempotencyKey: null });

const EVERYBODY = { organization: null, gridId: null, words: null };
const READ = { type: 'readInstruction', ...EVERYBODY } as const;
const RECEIVE = { type: 'receiveInstruction', ...EVERYBODY } as const;
const ACKNOWLEDGE = { type: 'acknowledgeInstruction', ...EVERYBODY, words: '收到' } as const;
const COMPLETE = { type: 'completeInstruction', ...EVERYBODY, words: '已转移' } as const;
const RESEND = { type: 'resendInstruction' } as const;
const WITHDRAW = { type: 'withdrawInstruction', reason: '险情解除' } as const;

type Told = readonly [Actor, InstructionCommand, Date?];

/** The instruction after some commands, none of which may be refused. */
function after(state: Instruction, ...told: readonly Told[]): Instruction {
  return told.reduce((before, [actor, command, now]) => {
    const decision = decide(before, actor, command, now);
    if (decision.kind === 'REFUSED') throw new Error(decision.refusal.kind);
    return decision.state;
  }, state);
}

const verdict = (state: Instruction, ...[actor, command, now]: Told): string => {
  const decision = decide(state, actor, command, now);
  return decision.kind === 'REFUSED' ? decision.refusal.kind : decision.announcements.map(({ verb }) => verb).join();
};

const states = (instruction: Instruction): string[] =>
  instruction.receipts.map((receipt) => receiptState(receipt, instruction.state));

describe('issuing an instruction', () => {
  it('addresses each recipient with a receipt of its own and runs on the clock of the pack', () => {
    const { receipts, acknowledgeBy, sender, areas } = issued();
    expect([states(issued()), receipts.map(({ recipient }) => recipient.places)]).toEqual([
      ['SENT', 'SENT', 'SENT'],
      [[`${TOWN}-TOWN`, TOWN], [URBAN], [GRID.id]],
    ]);
    expect([acknowledgeBy, sender, areas]).toEqual([
      hoursLater(pack.limits.instructions.acknowledge.URGENT.default.amount),
      `${COUNTY}-OPERATION`,
      ['410000000000', '410100000000', COUNTY],
    ]);
  });

  it('is seen by the sender’s line upwards and by whom it is addressed to, and by nobody between', () => {
    expect(seenBy(issued({ organizations: [URBAN] }))).toEqual([
      '410000000000',
      '410100000000',
      COUNTY,
      URBAN,
      GRID.id,
    ]);
  });

  it.each<[string, Partial<IssueRequest>, string]>([
    ['nobody', { organizations: [], gridIds: [] }, 'NO_RECIPIENTS'],
    ['an unknown body', { organizations: [`${COUNTY}-NONE`] }, 'RECIPIENT_UNKNOWN'],
    ['an unknown grid', { gridIds: ['grid-9'] }, 'RECIPIENT_UNKNOWN'],
    ['a neighbour’s department', { organizations: ['410103000000-URBAN_MANAGEMENT'] }, 'RECIPIENT_OUTSIDE'],
    ['one body twice', { organizations: [URBAN, URBAN] }, 'RECIPIENT_TWICE'],
    ['a ticket nobody can see', { hasTicket: true }, 'TICKET_UNKNOWN'],
    ['a limit beyond the pack’s bounds', { limit: { amount: 99, unit: 'URGENT_HOUR' } }, 'LIMIT_OUT_OF_BOUNDS'],
    ['a limit of another clock', { limit: { amount: 1, unit: 'WORKING_DAY' } }, 'LIMIT_OUT_OF_BOUNDS'],
    ['a meeting by http', { meetingUrl: 'http://meet.example.cn/1' }, 'NOT_A_MEETING_LINK'],
  ])('refuses %s', (_what, request, kind) => {
    const decision = issue(request);
    expect(decision.kind === 'REFUSED' && decision.refusals.map((refusal) => refusal.kind)).toEqual([kind]);
  });

  it('names every recipient that is wrong', () => {
    const decision = issue({ organizations: ['x', URBAN], gridIds: ['y'] });
    expect(decision).toMatchObject({
      refusals: [
        { field: 'organizations', index: 0, name: 'x' },
        { field: 'gridIds', index: 0, name: 'y' },
      ],
    });
  });

  it('goes to no more at once than the pack lets it', () => {
    const organizations = Array.from(
      { length: pack.limits.instructions.mostRecipients + 1 },
      (_, index) => `u${index}`,
    );
    expect(issue({ organizations, gridIds: [] })).toMatchObject({ refusals: [{ kind: 'TOO_MANY_RECIPIENTS' }] });
  });

  it.each([
    ['staff of a grid', actors.worker],
    ['a department', actors.urban],
    ['a county coordinator bound to no county', anActor('c', 'COUNTY_COORDINATOR')],
  ])('is not for %s', (_who, actor) => {
    expect(issue({}, actor)).toMatchObject({ refusals: [{ kind: 'NOT_ALLOWED' }] });
  });
});

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
