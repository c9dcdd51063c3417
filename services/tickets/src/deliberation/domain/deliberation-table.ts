import type { DeliberationState } from './deliberation.ts';

export type DeliberationCommandName =
  | 'addAgendaItem'
  | 'inviteToDeliberation'
  | 'postponeDeliberation'
  | 'cancelDeliberation'
  | 'recordAttendance'
  | 'resolveAgendaItem'
  | 'publishMinutes';

type Row = {
  readonly from: readonly DeliberationState[];
  /** SAME leaves the state as it was. */
  readonly to: DeliberationState | 'SAME';
};

/** The life of a deliberation; all of it is the hosts', who may convene there. A new command does not compile until it is placed here. */
export const DELIBERATION_TABLE: Readonly<Record<DeliberationCommandName, Row>> = {
  addAgendaItem: { from: ['CONVENED'], to: 'SAME' },
  inviteToDeliberation: { from: ['CONVENED'], to: 'SAME' },
  postponeDeliberation: { from: ['CONVENED'], to: 'SAME' },
  cancelDeliberation: { from: ['CONVENED'], to: 'CANCELLED' },
  recordAttendance: { from: ['CONVENED', 'IN_SESSION'], to: 'IN_SESSION' },
  resolveAgendaItem: { from: ['IN_SESSION'], to: 'SAME' },
  publishMinutes: { from: ['IN_SESSION'], to: 'PUBLISHED' },
};
