import type { AlarmLine, AlarmLineOf } from './alarm-history.ts';

/** Sentences about what is wrong, by kind. */
export type AlarmVerdict = {
  readonly early: readonly string[];
  readonly twice: readonly string[];
  readonly missing: readonly string[];
  /** Reminders after the warning, alarms of no deadline, events and documents that say different things. */
  readonly wrong: readonly string[];
};

type Raised = AlarmLineOf<'RAISED'>;
type Deadline = AlarmLineOf<'DEADLINE'>;

const ofKind = <Kind extends AlarmLine['kind']>(lines: readonly AlarmLine[], kind: Kind): AlarmLineOf<Kind>[] =>
  lines.filter((line): line is AlarmLineOf<Kind> => line.kind === kind);

const keyOf = (code: string, deadline: string): string => `${code} ${deadline}`;

/** Alarms by what raised them: the broker may bring one event twice, that is no second alarm. */
const distinct = (raised: readonly Raised[]): Raised[] => [
  ...new Map(raised.toReversed().map((alarm) => [alarm.event, alarm])).values(),
];

function isEarly({ verb, at, saidAt }: Raised, { remindAt, dueAt }: Deadline): boolean {
  const first = Math.min(at, saidAt);
  // The due instant itself is still on time.
  return verb === 'late' ? dueAt === null || first <= dueAt : remindAt === null || first < remindAt;
}

type Told = { readonly late: number; readonly reminded: number };

function missingOf(deadline: Deadline, told: Told, ended: number): string[] {
  const { code, id, remindAt, dueAt, isRunning, isReminded } = deadline;
  if (!isRunning) return [];
  const isOver = dueAt !== null && dueAt < ended;
  const isToRemind = !isReminded && remindAt !== null && remindAt <= ended;
  if (isOver) return told.late === 0 ? [`${keyOf(code, id)} is over and was not called late`] : [];
  return isToRemind && told.reminded === 0 ? [`${keyOf(code, id)} was not reminded of`] : [];
}

function wrongOf({ code, id, isReminded, remindedAt, lateAt }: Deadline, alarms: readonly Raised[]): string[] {
  const late = alarms.find(({ verb }) => verb === 'late');
  const reminded = alarms.find(({ verb }) => verb === 'reminded');
  const key = keyOf(code, id);
  return [
    ...(late && reminded && reminded.saidAt >= late.saidAt ? [`${key} was reminded of after it was called late`] : []),
    ...((lateAt !== null) === (late !== undefined) ? [] : [`${key}: document and events differ about its lateness`]),
    ...((remindedAt !== null && !isReminded) === (reminded !== undefined)
      ? []
      : [`${key}: document and events differ about its reminder`]),
  ];
}

/** Holds every alarm that was heard against the deadlines as they are stored. Knows nothing of the platform but its history. */
export function checkAlarms(lines: readonly AlarmLine[]): AlarmVerdict {
  const raised = distinct(ofKind(lines, 'RAISED'));
  const deadlines = ofKind(lines, 'DEADLINE');
  const ended = ofKind(lines, 'ENDED').at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const known = new Map(deadlines.map((deadline) => [keyOf(deadline.code, deadline.id), deadline]));
  const byDeadline = Map.groupBy(raised, ({ code, deadline }) => keyOf(code, deadline));
  const heard = new Set(raised.map(({ event }) => event));
  const alarmsOf = ({ code, id }: Deadline): Raised[] => byDeadline.get(keyOf(code, id)) ?? [];
  const toldOf = (deadline: Deadline): Told => ({
    late: alarmsOf(deadline).filter(({ verb }) => verb === 'late').length,
    reminded: alarmsOf(deadline).filter(({ verb }) => verb === 'reminded').length,
  });
  return {
    early: deadlines.flatMap((deadline) =>
      alarmsOf(deadline)
        .filter((alarm) => isEarly(alarm, deadline))
        .map(({ verb }) => `${keyOf(deadline.code, deadline.id)}: ${verb} too early`),
    ),
    twice: deadlines.flatMap((deadline) => {
      const { late, reminded } = toldOf(deadline);
      const key = keyOf(deadline.code, deadline.id);
      return late > 1 || reminded > 1 ? [`${key}: ${reminded} reminders, ${late} late warnings`] : [];
    }),
    missing: deadlines.flatMap((deadline) => missingOf(deadline, toldOf(deadline), ended)),
    wrong: [
      ...deadlines.flatMap((deadline) => wrongOf(deadline, alarmsOf(deadline))),
      ...[...byDeadline.keys()].filter((key) => !known.has(key)).map((key) => `${key}: an alarm of no deadline`),
      ...ofKind(lines, 'LOGGED')
        .filter(({ event }) => !heard.has(event))
        .map(({ event }) => `${event} is in the log and was never heard`),
    ],
  };
}
