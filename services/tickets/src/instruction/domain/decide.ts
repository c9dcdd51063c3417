import type { Pack } from '@gridlink/jurisdiction';
import type { Actor } from '../../ticket/domain/actor.ts';
import { worksInCenter } from '../../ticket/domain/centers.ts';
import { standsFor } from '../../ticket/domain/relations.ts';
import { type KeyedStep, keyedStep } from '../../ticket/domain/step.ts';
import type { Announcement } from './announcement.ts';
import { awaited, type Instruction, type Receipt, type Resend } from './instruction.ts';
import type { InstructionRefusal } from './refusal.ts';
import { type Succession, succeedRecipient } from './succession.ts';

/** The recipient a command speaks for, where the actor answers for several. */
export type Narrowed = { readonly organization: string | null; readonly gridId: string | null };

export type RecipientCommand = Narrowed & {
  readonly type: 'receiveInstruction' | 'readInstruction' | 'acknowledgeInstruction' | 'completeInstruction';
  readonly words: string | null;
};
export type SenderCommand =
  | { readonly type: 'resendInstruction' }
  | { readonly type: 'withdrawInstruction'; readonly reason: string };
/** What the platform itself does. */
export type OwnCommand = { readonly type: 'passTime' } | ({ readonly type: 'succeedRecipient' } & Succession);
export type InstructionCommand = RecipientCommand | SenderCommand | OwnCommand;

export type Circumstances = {
  readonly pack: Pack;
  readonly actor: Actor;
  readonly now: Date;
  readonly idempotencyKey: string | null;
};

export type InstructionDecision =
  | { readonly kind: 'DECIDED'; readonly state: Instruction; readonly announcements: readonly Announcement[] }
  | { readonly kind: 'REFUSED'; readonly refusal: InstructionRefusal };

type Situation<C extends InstructionCommand> = Circumstances & { readonly state: Instruction; readonly command: C };

const refused = (refusal: InstructionRefusal): InstructionDecision => ({ kind: 'REFUSED', refusal });
const same = (state: Instruction): InstructionDecision => ({ kind: 'DECIDED', state, announcements: [] });

function changed(
  state: Instruction,
  verb: Announcement['verb'] | null,
  next: { readonly patch: Partial<Instruction>; readonly about: readonly Receipt[] },
): InstructionDecision {
  const announcements = verb === null ? [] : [{ verb, recipients: next.about.map(({ recipient }) => recipient) }];
  return { kind: 'DECIDED', state: { ...state, ...next.patch }, announcements };
}

const patched = (
  { receipts }: Instruction,
  which: readonly Receipt[],
  patch: (receipt: Receipt) => Partial<Receipt>,
): readonly Receipt[] =>
  receipts.map((receipt) => (which.includes(receipt) ? { ...receipt, ...patch(receipt) } : receipt));

/** Works in the center that issued it, or in one above. */
export const isOverseer = ({ areas }: Instruction, actor: Actor): boolean =>
  actor.division !== null && worksInCenter(actor) && areas.includes(actor.division);

/** The receipts an actor answers for, those of one recipient where the command names it. */
export const ownReceipts = (
  { receipts }: Instruction,
  { pack, actor }: Pick<Circumstances, 'pack' | 'actor'>,
  { organization, gridId }: Narrowed,
): readonly Receipt[] =>
  receipts.filter(({ recipient: { unit, gridId: grid } }) => {
    if (organization !== null && organization !== unit) return false;
    if (gridId !== null && gridId !== grid) return false;
    return standsFor(pack, actor, { unit: unit ?? '', gridId: grid });
  });

/** Lateness does not depend on when a sweeper came by: whatever is decided, what was missed by now is said first. The due instant itself is still on time. */
function passTime(state: Instruction, now: Date): InstructionDecision & { kind: 'DECIDED' } {
  const { acknowledgeBy, receipts } = state;
  const missed = awaited(receipts);
  const isPast = state.state === 'OPEN' && acknowledgeBy !== null && now > acknowledgeBy;
  if (!isPast || missed.length === 0) return { kind: 'DECIDED', state, announcements: [] };
  return {
    kind: 'DECIDED',
    state: { ...state, receipts: patched(state, missed, () => ({ overdueAt: now })) },
    announcements: [{ verb: 'overdue', recipients: missed.map(({ recipient }) => recipient) }],
  };
}

const earlierSteps = (receipt: Receipt, step: KeyedStep): Pick<Receipt, 'delivered' | 'read'> => {
  const implied = { ...step, words: null };
  return { delivered: receipt.delivered ?? implied, read: receipt.read ?? implied };
};

/** Opening it again says nothing new. */
function receive({ state, own, step }: Answer): InstructionDecision {
  const fresh = own.filter(({ delivered }) => delivered === null);
  if (fresh.length === 0) return same(state);
  return changed(state, null, {
    patch: { receipts: patched(state, fresh, () => ({ delivered: step })) },
    about: fresh,
  });
}

function read({ state, own, step }: Answer): InstructionDecision {
  const fresh = own.filter((receipt) => receipt.read === null);
  if (fresh.length === 0) return same(state);
  const receipts = patched(state, fresh, (receipt) => earlierSteps(receipt, step));
  return changed(state, null, { patch: { receipts }, about: fresh });
}

function acknowledge({ state, own, step }: Answer): InstructionDecision {
  const fresh = own.filter(({ acknowledged }) => acknowledged === null);
  if (fresh.length === 0) return refused({ kind: 'ACKNOWLEDGED_ALREADY' });
  const receipts = patched(state, fresh, (receipt) => ({ ...earlierSteps(receipt, step), acknowledged: step }));
  return changed(state, 'acknowledged', { patch: { receipts }, about: fresh });
}

function complete({ state, own, step }: Answer): InstructionDecision {
  const open = own.filter(({ done }) => done === null);
  if (open.length === 0) return refused({ kind: 'DONE_ALREADY' });
  const fresh = open.filter(({ acknowledged }) => acknowledged !== null);
  if (fresh.length === 0) return refused({ kind: 'NOT_ACKNOWLEDGED' });
  const receipts = patched(state, fresh, () => ({ done: step }));
  const isWhole = receipts.every(({ done }) => done !== null);
  return changed(state, 'done', { patch: { receipts, state: isWhole ? 'COMPLETED' : 'OPEN' }, about: fresh });
}

type Answer = { readonly state: Instruction; readonly own: readonly Receipt[]; readonly step: KeyedStep };

const ANSWERS: Readonly<Record<RecipientCommand['type'], (answer: Answer) => InstructionDecision>> = {
  receiveInstruction: receive,
  readInstruction: read,
  acknowledgeInstruction: acknowledge,
  completeInstruction: complete,
};

function answer(situation: Situation<RecipientCommand>): InstructionDecision {
  const { state, command, actor, now, idempotencyKey } = situation;
  const own = ownReceipts(state, situation, command);
  if (own.length === 0) return refused({ kind: 'NOT_ALLOWED' });
  if (state.state === 'WITHDRAWN') return refused({ kind: 'WITHDRAWN' });
  return ANSWERS[command.type]({ state, own, step: keyedStep(actor, { now, words: command.words, idempotencyKey }) });
}

function resend({ state, actor, now, pack, idempotencyKey }: Situation<SenderCommand>): InstructionDecision {
  const silent = state.receipts.filter(({ acknowledged }) => acknowledged === null);
  const { mostResends } = pack.limits.instructions;
  if (silent.length === 0) return refused({ kind: 'NOBODY_LEFT' });
  if (state.resends.length >= mostResends) return refused({ kind: 'RESENT_ENOUGH', times: mostResends });
  const { words: _, ...step } = keyedStep(actor, { now, words: null, idempotencyKey });
  const order: Resend = { ...step, recipients: silent.length };
  const receipts = patched(state, silent, ({ resentAt }) => ({ resentAt: [...resentAt, now] }));
  return changed(state, 'resent', { patch: { receipts, resends: [...state.resends, order] }, about: silent });
}

function withdraw(situation: Situation<SenderCommand & { type: 'withdrawInstruction' }>): InstructionDecision {
  const { state, command, actor, now, idempotencyKey } = situation;
  if (state.state === 'COMPLETED') return refused({ kind: 'COMPLETED' });
  const withdrawn = keyedStep(actor, { now, words: command.reason, idempotencyKey });
  return changed(state, 'withdrawn', { patch: { state: 'WITHDRAWN', withdrawn }, about: state.receipts });
}

function command(situation: Situation<SenderCommand>): InstructionDecision {
  const { state, command: given, actor } = situation;
  if (!isOverseer(state, actor)) return refused({ kind: 'NOT_ALLOWED' });
  if (state.state === 'WITHDRAWN') return refused({ kind: 'WITHDRAWN' });
  return given.type === 'resendInstruction' ? resend(situation) : withdraw({ ...situation, command: given });
}

function succeed(passed: InstructionDecision & { kind: 'DECIDED' }, succession: Succession): InstructionDecision {
  const state = succeedRecipient(passed.state, succession);
  if (state === passed.state) return passed;
  const announcement: Announcement = { verb: 'succeeded', recipients: [succession.to] };
  return { kind: 'DECIDED', state, announcements: [...passed.announcements, announcement] };
}

/** What follows from a command: the next state and the events others hear, or why not. */
export function decideInstruction(
  before: Instruction,
  given: InstructionCommand,
  circumstances: Circumstances,
): InstructionDecision {
  const passed = passTime(before, circumstances.now);
  if (given.type === 'passTime') return passed;
  if (given.type === 'succeedRecipient') return succeed(passed, given);
  const { state } = passed;
  const decision =
    given.type === 'resendInstruction' || given.type === 'withdrawInstruction'
      ? command({ ...circumstances, state, command: given })
      : answer({ ...circumstances, state, command: given });
  if (decision.kind === 'REFUSED') return decision;
  return { ...decision, announcements: [...passed.announcements, ...decision.announcements] };
}

type Done = { readonly subject: string; readonly idempotencyKey: string | null } | null;

const stepsOf = (state: Instruction, type: InstructionCommand['type']): readonly Done[] => {
  switch (type) {
    case 'receiveInstruction':
      return state.receipts.map(({ delivered }) => delivered);
    case 'readInstruction':
      return state.receipts.map(({ read: at }) => at);
    case 'acknowledgeInstruction':
      return state.receipts.map(({ acknowledged }) => acknowledged);
    case 'completeInstruction':
      return state.receipts.map(({ done }) => done);
    case 'resendInstruction':
      return state.resends;
    case 'withdrawInstruction':
      return [state.withdrawn];
    case 'passTime':
    case 'succeedRecipient':
      return [];
  }
};

/** The same command by the same actor under the same key: a retry whose first answer was lost. */
export const wasDoneBefore = (
  state: Instruction,
  type: InstructionCommand['type'],
  by: { readonly subject: string; readonly idempotencyKey: string | null },
): boolean =>
  by.idempotencyKey !== null &&
  stepsOf(state, type).some((step) => step?.subject === by.subject && step.idempotencyKey === by.idempotencyKey);
