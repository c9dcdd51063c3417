import type { Severity } from '@gridlink/contracts';
import { divisionLevel } from '@gridlink/contracts';
import type { LimitedStep, Pack } from '@gridlink/jurisdiction';
import type { Change } from './change.ts';
import { isRunning, limitEnd, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, nextId } from './effects.ts';
import { byRule } from './limit-rule.ts';
import type { Emergency } from './parts.ts';
import type { Deadline, TicketState } from './ticket.ts';

const isStanding = ({ stoodDownAt }: Emergency): boolean => stoodDownAt === null;

export const stands = ({ emergencies }: TicketState): boolean => emergencies.some(isStanding);

export const noEmergencyStands: Guard<'declareEmergency'> = ({ state }) =>
  stands(state) ? { kind: 'EMERGENCY_STANDS' } : null;

export const emergencyStands: Guard<'standDown'> = ({ state }) => (stands(state) ? null : { kind: 'NO_EMERGENCY' });

/** Bodies the law names for an alarm, at the town, the county and the city of the ticket; those registered are alarmed. */
export function alarmCandidates(pack: Pack, { areas }: Pick<TicketState, 'areas'>): readonly string[] {
  const places = areas.filter((area) => ['TOWN', 'COUNTY', 'CITY'].includes(divisionLevel(area)));
  return places.flatMap((place) => pack.loop.emergency.alarm.to.map((name) => `${place}-${name}`));
}

const STEP_OF_CLOCK: Readonly<Partial<Record<Deadline['kind'], LimitedStep>>> = {
  ACCEPT: 'accept',
  DISPATCH: 'dispatch',
  REPORT_IN: 'reportIn',
  FEED_BACK: 'feedBack',
  VERIFY: 'verify',
};

/** From now the urgent limit runs, where that is earlier than what was left. Units' limits for the work stay as given. */
function hurried({ state, pack, calendar, now }: Situation, severity: Severity): readonly Change[] {
  return state.deadlines.filter(isRunning).flatMap((deadline): readonly Change[] => {
    const step = STEP_OF_CLOCK[deadline.kind];
    if (step === undefined || deadline.lateAt !== null) return [];
    const ruled = byRule(pack, step, severity);
    const due = limitEnd(calendar, ruled.limit, now);
    if (due === null || (deadline.dueAt !== null && deadline.dueAt <= due)) return [];
    const { kind, unit, about } = deadline;
    return [
      ...stopDeadlines([deadline], now, () => true),
      startDeadline({ kind, unit, ...ruled, ...(about === null ? {} : { about }) }, calendar, now),
    ];
  });
}

/** The alarm goes out beside the chain, which goes on, faster. */
export const declareEmergency: Consequence<'declareEmergency'> = (situation) => {
  const { state, command, pack, units, actor, now } = situation;
  const id = nextId('e', state.emergencies);
  const alarmed = alarmCandidates(pack, state).filter((code) => units.get(code)?.active);
  const row: Emergency = {
    id,
    declaredAt: now,
    declaredBy: actor.subject,
    words: command.words,
    alarmed,
    severityBefore: state.severity,
    stoodDownAt: null,
    outcome: null,
  };
  const facts = { emergency: id, alarmed, severity: 'URGENT' };
  return {
    changes: [
      { type: 'ADDED', list: 'emergencies', row },
      { type: 'SEVERITY', severity: 'URGENT' },
      ...hurried(situation, 'URGENT'),
    ],
    words: command.words,
    facts,
    announcements: announce('emergency-declared', facts),
  };
};

/** The matter keeps the limits it has by now; what starts from here on is as before. */
export const standDown: Consequence<'standDown'> = ({ state, command, now }) => {
  const standing = state.emergencies.find(isStanding);
  const severity = (standing?.severityBefore ?? state.severity) as Severity;
  return {
    changes: [
      {
        type: 'PART',
        list: 'emergencies',
        id: standing?.id ?? '',
        patch: { stoodDownAt: now, outcome: command.words },
      },
      { type: 'SEVERITY', severity },
    ],
    words: command.words,
    facts: { emergency: standing?.id ?? '', severity },
    announcements: announce('stood-down', {
      emergency: standing?.id ?? '',
      severity,
      alarmed: standing?.alarmed ?? [],
    }),
  };
};
