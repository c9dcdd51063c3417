import { createWorkingCalendar } from '@gridlink/jurisdiction';
import {
  decideInstruction,
  type InstructionCommand,
  type InstructionDecision,
} from '../src/instruction/domain/decide.ts';
import { type Instruction, receiptState } from '../src/instruction/domain/instruction.ts';
import { type IssueDecision, type IssueRequest, issueInstruction } from '../src/instruction/domain/issue.ts';
import type { Actor } from '../src/ticket/domain/actor.ts';
import { actors, GRID, MORNING, pack, TOWN, UNITS, URBAN } from './ticket-story.ts';

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

export const issue = (request: Partial<IssueRequest> = {}, actor: Actor = actors.county): IssueDecision =>
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

export function issued(request: Partial<IssueRequest> = {}): Instruction {
  const decision = issue(request);
  if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusals));
  return decision.state;
}

export const decide = (
  state: Instruction,
  actor: Actor,
  command: InstructionCommand,
  now = MORNING,
): InstructionDecision => decideInstruction(state, command, { pack, actor, now, idempotencyKey: null });

export const EVERYBODY = { organization: null, gridId: null, words: null };
export const READ = { type: 'readInstruction', ...EVERYBODY } as const;
export const RECEIVE = { type: 'receiveInstruction', ...EVERYBODY } as const;
export const ACKNOWLEDGE = { type: 'acknowledgeInstruction', ...EVERYBODY, words: '收到' } as const;
export const COMPLETE = { type: 'completeInstruction', ...EVERYBODY, words: '已转移' } as const;
export const RESEND = { type: 'resendInstruction' } as const;
export const WITHDRAW = { type: 'withdrawInstruction', reason: '险情解除' } as const;

export type Told = readonly [Actor, InstructionCommand, Date?];

/** The instruction after some commands, none of which may be refused. */
export function after(state: Instruction, ...told: readonly Told[]): Instruction {
  return told.reduce((before, [actor, command, now]) => {
    const decision = decide(before, actor, command, now);
    if (decision.kind === 'REFUSED') throw new Error(decision.refusal.kind);
    return decision.state;
  }, state);
}

export const verdict = (state: Instruction, ...[actor, command, now]: Told): string => {
  const decision = decide(state, actor, command, now);
  return decision.kind === 'REFUSED' ? decision.refusal.kind : decision.announcements.map(({ verb }) => verb).join();
};

export const states = (instruction: Instruction): string[] =>
  instruction.receipts.map((receipt) => receiptState(receipt, instruction.state));
