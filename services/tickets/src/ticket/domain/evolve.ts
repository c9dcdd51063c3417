import type { Change } from './change.ts';
import { redacted } from './redaction.ts';
import type { TicketState } from './ticket.ts';

type Appliers = {
  readonly [T in Change['type']]: (state: TicketState, change: Extract<Change, { type: T }>) => Partial<TicketState>;
};

const patched = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
  patch: Partial<Row>,
): readonly Row[] => rows.map((row) => (row.id === id ? { ...row, ...patch } : row));

const appliers: Appliers = {
  STAGE: (_, { to }) => ({ stage: to }),
  HOLDER: (_, { holder }) => ({ holder }),
  CLASSIFIED: (_, { item, severity }) => ({ item, severity }),
  CONDITION: (_, { condition }) => ({ condition }),
  LOCATED: (_, { grid }) => ({ gridId: grid.id, gridCode: grid.code, division: grid.division, areas: grid.areas }),
  ROUND: (_, { round }) => ({ round }),
  ASSIGNED: ({ assignments }, { assignment }) => ({ assignments: [...assignments, assignment] }),
  ASSIGNMENT: ({ assignments }, { id, patch }) => ({ assignments: patched(assignments, id, patch) }),
  DEADLINE_STARTED: ({ deadlines }, { deadline }) => ({
    deadlines: [...deadlines, { ...deadline, id: `d${deadlines.length + 1}` }],
  }),
  DEADLINE: ({ deadlines }, { id, patch }) => ({ deadlines: patched(deadlines, id, patch) }),
  ADDED: (state, { list, row }) => ({ [list]: [...state[list], row] }),
  PART: (state, { list, id, patch }) => ({ [list]: patched<{ readonly id: string }>(state[list], id, patch) }),
  SEVERITY: (_, { severity }) => ({ severity }),
  MERGED: (_, { into }) => ({ mergedInto: into }),
  LEGAL_ROUTE: (_, { route }) => ({ legalRoute: route }),
  SUPERVISION_ORDERED: ({ supervisions }, { supervision }) => ({ supervisions: [...supervisions, supervision] }),
  SUPERVISION: ({ supervisions }, { id, patch }) => ({ supervisions: patched(supervisions, id, patch) }),
  REFERRED: ({ referrals }, { referral }) => ({ referrals: [...referrals, referral] }),
  FED_BACK: (_, { words }) => ({ feedback: words }),
  FALSELY_CLOSED: ({ falseClosures }) => ({ falseClosures: falseClosures + 1 }),
  REDACTED: (state, { redaction }) => redacted(state, redaction, redaction.salt).state,
  ENDED: (_, { at }) => ({ closedAt: at }),
};

/** The state after a change. Pure; fields a change does not touch keep their identity, so a write can tell what moved. */
export function evolve(state: TicketState, change: Change): TicketState {
  const apply = appliers[change.type] as (state: TicketState, change: Change) => Partial<TicketState>;
  return { ...state, ...apply(state, change) };
}

export const evolveAll = (state: TicketState, changes: readonly Change[]): TicketState => changes.reduce(evolve, state);
