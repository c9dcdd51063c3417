import { bearsPlan, notePlan, planFact } from '../../mode-plan/domain/note-plan.ts';
import { type Actor, SYSTEM_ACTOR } from './actor.ts';
import type { Change } from './change.ts';
import type { CommandName, CommandOf, TicketCommand } from './commands.ts';
import { alarmsDue } from './deadlines.ts';
import type { Circumstances, Decision, Situation } from './decision.ts';
import { completed, doubts, fileFacts } from './evidence.ts';
import { evolveAll } from './evolve.ts';
import { isOwed } from './joint-handling.ts';
import { madeSinceTheReport } from './made-at.ts';
import { permittedRole } from './permissions.ts';
import { resolveTarget } from './targets.ts';
import type { EntryActor, TicketState } from './ticket.ts';
import { appendEntry, keyMark } from './timeline.ts';
import type { Transition } from './transition.ts';
import { TRANSITIONS } from './transitions.ts';

/**
 * What a command does to a ticket: the whole new state and what others hear of it, or why not. Pure.
 * Time passes first: whatever reminder or lateness is owed by now is in the state before the command is looked at,
 * so that no late work slips through between two sweeps.
 */
export function decide(state: TicketState, command: TicketCommand, circumstances: Circumstances): Decision {
  // What is owed by now is owed under the new rules.
  if (command.type === 'recomputeDeadlines') return decideOne(state, command, circumstances);
  const passed = passOwed(state, circumstances);
  if (command.type === 'passTime') return passed ?? decideOne(state, command, circumstances);
  if (passed === null) return decideOne(state, command, circumstances);
  const decided = decideOne(passed.state, command, circumstances);
  if (decided.kind === 'REFUSED') return decided;
  return { ...decided, announcements: [...passed.announcements, ...decided.announcements] };
}

type Decided = Extract<Decision, { kind: 'DECIDED' }>;

/** The alarms owed by now, and the joint case that one of them may call for; null when nothing is. */
function passOwed(state: TicketState, circumstances: Circumstances): Decided | null {
  if (alarmsDue(state.deadlines, circumstances.now).length === 0) return null;
  const system = { ...circumstances, actor: SYSTEM_ACTOR, madeAt: circumstances.now, idempotencyKey: null };
  const passed = decideOne(state, { type: 'passTime' }, system);
  if (passed.kind === 'REFUSED') return null;
  const joint = isOwed(passed.state) ? decideOne(passed.state, { type: 'openJointCase' }, system) : null;
  if (joint?.kind !== 'DECIDED') return passed;
  return { ...joint, announcements: [...passed.announcements, ...joint.announcements] };
}

function decideOne<C extends CommandName>(
  state: TicketState,
  command: CommandOf<C>,
  circumstances: Circumstances,
): Decision {
  const transition: Transition<C> = TRANSITIONS[command.type];
  const resolved = resolveTarget(state, transition.on, command);
  if ('refusal' in resolved) return { kind: 'REFUSED', refusal: resolved.refusal };
  const { actor, pack } = circumstances;
  const role = permittedRole(transition.who, { state, actor, pack, target: resolved.target });
  if (role === null) return { kind: 'REFUSED', refusal: { kind: 'NOT_ALLOWED', command: command.type } };
  if (!transition.from.includes(state.stage)) {
    return { kind: 'REFUSED', refusal: { kind: 'WRONG_STAGE', stage: state.stage, from: transition.from } };
  }
  const early = madeSinceTheReport({ state, ...circumstances });
  if (early) return { kind: 'REFUSED', refusal: early };
  if (resolved.stateRefusal) return { kind: 'REFUSED', refusal: resolved.stateRefusal };
  return follow(transition, { ...circumstances, state, command }, role);
}

function follow<C extends CommandName>(transition: Transition<C>, situation: Situation<C>, role: string): Decision {
  for (const guard of transition.guards) {
    const refusal = guard(situation);
    if (refusal) return { kind: 'REFUSED', refusal };
  }
  const { state, now, madeAt, actor, idempotencyKey, pack, files } = situation;
  const step = { pack, place: state.place.point, madeAt, reportedAt: state.reportedAt };
  const command = completed(situation.command, files, step);
  const { announcements, ...said } = transition.effect({ ...situation, command });
  const changes = underPlan(situation, said.changes);
  const evidence = said.evidence ?? [];
  const evolved = evolveAll(state, changes);
  const entry = {
    command: command.type,
    at: madeAt,
    arrivedAt: now,
    actor: entryActor(actor, role),
    stageBefore: state.stage,
    stageAfter: evolved.stage,
    reason: said.reason ?? null,
    words: said.words ?? null,
    evidence,
    private: said.private ?? false,
    facts: { ...said.facts, ...planFacts(situation, changes), ...fileFacts(evidence), ...reportFact(actor) },
    idempotencyKey: keyMark(idempotencyKey),
  };
  const doubted = doubts(evidence, { command: command.type, unit: actor.organization });
  const written = appendEntry(evolved, entry, situation.salt);
  return { kind: 'DECIDED', state: written, announcements: [...announcements, ...doubted] };
}

/** The changes with the plan of a mode on the clocks it gave a limit to. */
function underPlan<C extends CommandName>({ state, plan, pack }: Situation<C>, changes: readonly Change[]) {
  return plan ? notePlan(changes, { plan, pack, severity: evolveAll(state, changes).severity }) : changes;
}

/** The timeline says under which plan limits were given or a body had to be first. */
function planFacts<C extends CommandName>({ plan, state, command }: Situation<C>, changes: readonly Change[]) {
  const isRouted =
    command.type === 'dispatchTicket' && plan?.routes.some(({ itemCode }) => itemCode === state.item?.code);
  return plan && (isRouted || bearsPlan(changes)) ? { plan: planFact(plan) } : {};
}

/** The timeline says by which report somebody acts who reported the matter in another ticket. */
const reportFact = ({ reporterOf }: Actor) => (reporterOf === undefined ? {} : { reporterOf });

const entryActor = ({ subject, organization, person }: Actor, role: string): EntryActor => ({
  subject,
  role,
  organization,
  person,
});
