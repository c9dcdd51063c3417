import { createWorkingCalendar } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { actors, COUNTY, HEALTH, hoursLater, MORNING, pack, TOWN, UNITS, URBAN } from '../../../test/ticket-story.ts';
import { decideInstruction, type InstructionCommand, type InstructionDecision } from './decide.ts';
import { type Instruction, receiptState } from './instruction.ts';
import { issueInstruction, organizationRecipient } from './issue.ts';

const HEIR = organizationRecipient(pack, HEALTH);
const SUCCEED: InstructionCommand = { type: 'succeedRecipient', from: URBAN, to: HEIR };

const decide = (state: Instruction, actor: (typeof actors)['county'], command: InstructionCommand, now = MORNING) =>
  decideInstruction(state, command, { pack, actor, now, idempotencyKey: null });
const stateOf = (decision: InstructionDecision): Instruction => {
  if (decision.kind === 'REFUSED') throw new Error(decision.refusal.kind);
  return decision.state;
};
const by = (type: 'acknowledgeInstruction' | 'completeInstruction'): InstructionCommand => ({
  type,
  organization: null,
  gridId: null,
  words: '收到',
});

function issued(): Instruction {
  const asked = {
    title: '防汛叫应',
    words: '请到岗',
    urgency: 'URGENT',
    organizations: [`${TOWN}-TOWN`, URBAN],
  } as const;
  const request = { ...asked, gridIds: [], hasTicket: false, meetingUrl: null, limit: null, idempotencyKey: null };
  const facts = { id: 'i1', pack, calendar: createWorkingCalendar(pack), actor: actors.county, now: MORNING };
  const decision = issueInstruction(request, { ...facts, units: UNITS, grids: new Map(), ticket: null });
  if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusals));
  return decision.state;
}

describe('the successor of a dissolved body', () => {
  it('has its instruction as far as the body had come, and hears of it', () => {
    const acknowledged = stateOf(decide(issued(), actors.urban, by('acknowledgeInstruction')));
    const decision = decide(acknowledged, actors.system, SUCCEED);
    const { receipts } = stateOf(decision);
    expect(receipts.map((receipt) => [receipt.recipient.unit, receiptState(receipt, 'OPEN')])).toEqual([
      [`${TOWN}-TOWN`, 'SENT'],
      [HEALTH, 'ACKNOWLEDGED'],
    ]);
    expect(decision).toMatchObject({ announcements: [{ verb: 'succeeded', recipients: [HEIR] }] });
  });

  it('can carry it out, and the old body no more', () => {
    const given = stateOf(decide(issued(), actors.system, SUCCEED));
    const heir = { ...actors.urban, organization: HEALTH };
    expect(decide(given, heir, by('acknowledgeInstruction')).kind).toBe('DECIDED');
    expect(decide(given, actors.urban, by('acknowledgeInstruction'))).toMatchObject({
      refusal: { kind: 'NOT_ALLOWED' },
    });
  });

  it('is late where the body had been late already', () => {
    const late = decide(issued(), actors.system, SUCCEED, hoursLater(48));
    expect(late).toMatchObject({ announcements: [{ verb: 'overdue' }, { verb: 'succeeded' }] });
  });

  it('has nothing of what was done, or asked no more', () => {
    const acknowledged = stateOf(decide(issued(), actors.urban, by('acknowledgeInstruction')));
    const done = stateOf(decide(acknowledged, actors.urban, by('completeInstruction')));
    const withdrawn = stateOf(decide(issued(), actors.county, { type: 'withdrawInstruction', reason: '误发' }));
    for (const state of [done, withdrawn]) expect(stateOf(decide(state, actors.system, SUCCEED))).toBe(state);
  });

  it('of a center is seen by who works in it', () => {
    expect(organizationRecipient(pack, `${COUNTY}-OPERATION`).places).toEqual([`${COUNTY}-OPERATION`, COUNTY]);
  });
});
