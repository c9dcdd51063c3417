import { citeOrNull } from './acceptance.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, nextId } from './effects.ts';
import type { Mediation } from './parts.ts';

export const mediationKindKnown: Guard<'startMediation'> = ({ command, pack }) => {
  const known = pack.loop.mediation.kinds.map(({ code }) => code);
  return known.includes(command.kind) ? null : { kind: 'MEDIATION_KIND_UNKNOWN', given: command.kind, known };
};

export const nothingIsMediated = ({ state }: Pick<Situation, 'state'>) => {
  const open = state.mediations.find(({ endedAt }) => endedAt === null);
  return open ? ({ kind: 'MEDIATION_RUNNING', mediation: open.id } as const) : null;
};

export const startMediation: Consequence<'startMediation'> = ({ state, command, now }) => {
  const id = nextId('m', state.mediations);
  const unit = state.assignments.find((entry) => entry.id === command.assignmentId)?.unit ?? '';
  const { kind, mediator, words } = command;
  const row: Mediation = {
    id,
    kind,
    mediator,
    unit,
    startedAt: now,
    endedAt: null,
    agreed: null,
    outcome: null,
    evidence: [],
  };
  return {
    changes: [{ type: 'ADDED', list: 'mediations', row }],
    words,
    facts: { mediation: id, kind, mediator, unit },
    announcements: announce('mediation-started', { mediation: id, kind, unit }),
  };
};

/** An agreement is on paper. */
export const agreementIsAttached: Guard<'endMediation'> = ({ command: { agreed, evidence } }) =>
  agreed && evidence.length === 0 ? { kind: 'EVIDENCE_NEEDED', article: null } : null;

export const endMediation: Consequence<'endMediation'> = ({ command, now }) => {
  const { mediationId: id, agreed, words, evidence } = command;
  return {
    changes: [{ type: 'PART', list: 'mediations', id, patch: { endedAt: now, agreed, outcome: words, evidence } }],
    words,
    evidence,
    facts: { mediation: id, agreed },
    announcements: announce('mediation-ended', { mediation: id, agreed }),
  };
};

/** The law's order: mediation first, and only where it has failed ruling, reconsideration, arbitration or suit. */
export const mediationHasFailed: Guard<'guideToLegalRoute'> = ({ state, command, pack }) => {
  const route = pack.loop.mediation.thenRoutes.find(({ code }) => code === command.route);
  if (!route) {
    const known = pack.loop.mediation.thenRoutes.map(({ code }) => code);
    return { kind: 'ROUTE_UNKNOWN', given: command.route, known };
  }
  if (state.mediations.some(({ agreed }) => agreed === false)) return null;
  return { kind: 'MEDIATE_FIRST', article: citeOrNull(pack, route.article) };
};

export const guideToLegalRoute: Consequence<'guideToLegalRoute'> = ({ state, command }) => {
  const unit = state.assignments.find((entry) => entry.id === command.assignmentId)?.unit ?? null;
  return {
    changes: [{ type: 'LEGAL_ROUTE', route: command.route }],
    words: command.words,
    facts: { route: command.route, unit },
    announcements: announce('guided', { route: command.route, unit }),
  };
};
