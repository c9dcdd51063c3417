import { divisionLevel } from '@gridlink/contracts';
import { centerAt } from './centers.ts';
import type { Change } from './change.ts';
import { type Alarm, alarmsDue, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Announcement, Circumstances, Consequence } from './decision.ts';
import { announce, startStep } from './effects.ts';
import { byRule } from './limit-rule.ts';
import type { Deadline, TicketState } from './ticket.ts';

type Known = Pick<Circumstances, 'pack' | 'calendar' | 'now'> & { readonly state: TicketState };

/** The whole's lateness is the units'; an explanation that is late is not explained in turn. */
const owesExplanation = ({ kind, about }: Deadline): boolean =>
  kind !== 'EXPLAIN' && kind !== 'OWNER' && !(kind === 'HANDLE' && about === null);

function changesOf({ pack, calendar, now, state }: Known, { deadline, says }: Alarm): readonly Change[] {
  if (says === 'REMIND') return [{ type: 'DEADLINE', id: deadline.id, patch: { remindedAt: now } }];
  const late: Change = { type: 'DEADLINE', id: deadline.id, patch: { lateAt: now } };
  if (!pack.limits.lateExplanation.required || !owesExplanation(deadline)) return [late];
  const owed = byRule(pack, 'explain', state.severity);
  const explain = { kind: 'EXPLAIN', unit: deadline.unit, ...owed, about: deadline.id } as const;
  return [late, startDeadline(explain, calendar, now)];
}

function announcementOf({ deadline, says }: Alarm): Announcement {
  const detail = {
    deadline: deadline.id,
    kind: deadline.kind,
    unit: deadline.unit,
    dueAt: deadline.dueAt?.toISOString() ?? null,
  };
  return { verb: says === 'REMIND' ? 'reminded' : 'late', detail };
}

/** Each reminder and each warning that is owed by now, once. */
export const passTime: Consequence<'passTime'> = (situation) => {
  const alarms = alarmsDue(situation.state.deadlines, situation.now);
  return {
    changes: alarms.flatMap((alarm) => changesOf(situation, alarm)),
    private: true,
    facts: { alarms: alarms.map(({ deadline: { id, kind, unit }, says }) => ({ deadline: id, kind, unit, says })) },
    announcements: alarms.map(announcementOf),
  };
};

/** Nobody has acted yet: only then may the center change under it. */
const isUntouched = ({ timeline }: TicketState): boolean =>
  timeline.every(({ command }) => command === 'reportTicket' || command === 'passTime');

/** The ticket's point has found its grid; a ticket nobody has touched goes to the town of that grid. */
export const locate: Consequence<'locateTicket'> = (situation) => {
  const { state, grid, pack, units, now } = situation;
  if (grid === null) return { changes: [], announcements: [] };
  const town = grid.areas.find((area) => divisionLevel(area) === 'TOWN');
  const holder =
    town && state.stage === 'ACCEPTANCE' && isUntouched(state) ? centerAt(pack, town, units) : state.holder;
  const moved: readonly Change[] =
    holder === state.holder
      ? []
      : [
          { type: 'HOLDER', holder },
          ...stopDeadlines(state.deadlines, now, ({ kind }) => kind === 'ACCEPT'),
          startStep(situation, 'accept', { holder, severity: state.severity }),
        ];
  return {
    changes: [{ type: 'LOCATED', grid }, ...moved],
    private: true,
    facts: { grid: grid.id, gridCode: grid.code, holder },
    announcements: announce('located', { gridId: grid.id, gridCode: grid.code }),
  };
};
