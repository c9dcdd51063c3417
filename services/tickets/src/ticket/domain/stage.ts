import type { TicketStage } from '@gridlink/contracts';
import type { DeadlineKind } from './vocabulary.ts';

type StageRule = {
  /** OPEN stages wait for somebody; ENDED ones change only by reopening and appeals. */
  readonly life: 'OPEN' | 'ENDED';
  /** The ticket's own clocks that may run in the stage; all others stop when it is entered. */
  readonly clocks: readonly DeadlineKind[];
  /** Who must act: the center that holds it, the units, or nobody. */
  readonly waitsFor: 'CENTER' | 'UNITS' | 'NOBODY';
};

/** Clocks that run beside the stage's own, whatever becomes of the ticket: nobody gets out of an order or an explanation by ending it. */
const BESIDE: readonly DeadlineKind[] = ['EXPLAIN', 'SUPERVISE', 'APPEAL'];

/** Every stage placed; a stage added to the contract does not compile until it has a line here. */
export const STAGES: Readonly<Record<TicketStage, StageRule>> = {
  ACCEPTANCE: { life: 'OPEN', clocks: ['ACCEPT', 'FIELD_CHECK', ...BESIDE], waitsFor: 'CENTER' },
  DISPATCH: { life: 'OPEN', clocks: ['DISPATCH', 'OWNER', ...BESIDE], waitsFor: 'CENTER' },
  HANDLING: { life: 'OPEN', clocks: ['REPORT_IN', 'HANDLE', 'MILESTONE', 'OWNER', ...BESIDE], waitsFor: 'UNITS' },
  FEEDBACK: { life: 'OPEN', clocks: ['FEED_BACK', ...BESIDE], waitsFor: 'CENTER' },
  VERIFICATION: { life: 'OPEN', clocks: ['VERIFY', 'FIELD_CHECK', ...BESIDE], waitsFor: 'CENTER' },
  CLOSED: { life: 'ENDED', clocks: BESIDE, waitsFor: 'NOBODY' },
  NOT_ACCEPTED: { life: 'ENDED', clocks: BESIDE, waitsFor: 'NOBODY' },
  MERGED: { life: 'ENDED', clocks: BESIDE, waitsFor: 'NOBODY' },
  TRANSFERRED: { life: 'ENDED', clocks: BESIDE, waitsFor: 'NOBODY' },
  VOID: { life: 'ENDED', clocks: BESIDE, waitsFor: 'NOBODY' },
};

export const isOpen = (stage: TicketStage): boolean => STAGES[stage].life === 'OPEN';

export const EVERY_STAGE = Object.keys(STAGES) as readonly TicketStage[];

export const OPEN_STAGES = EVERY_STAGE.filter(isOpen);

/** The clock of whoever holds the ticket in a stage. */
export const STAGE_CLOCK: Readonly<Partial<Record<TicketStage, DeadlineKind>>> = {
  ACCEPTANCE: 'ACCEPT',
  DISPATCH: 'DISPATCH',
  FEEDBACK: 'FEED_BACK',
  VERIFICATION: 'VERIFY',
};
