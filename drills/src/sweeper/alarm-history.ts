import { z } from 'zod';

const at = z.number();

/**
 * One line of the history of alarms. Instants are milliseconds since 1970 by the drill's own clock, which runs ahead of the machine's once
 * days have been passed.
 */
export const alarmLineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('DISTURBED'), at, what: z.string() }),
  /** A sweeper raised an alarm; `saidAt` is its own account of when. */
  z.object({
    kind: z.literal('RAISED'),
    at,
    saidAt: at,
    event: z.string(),
    code: z.string(),
    verb: z.enum(['reminded', 'late']),
    deadline: z.string(),
  }),
  /** An event of an alarm in the owner's own log. */
  z.object({ kind: z.literal('LOGGED'), event: z.string() }),
  /** A deadline as it is stored at the end. */
  z.object({
    kind: z.literal('DEADLINE'),
    code: z.string(),
    id: z.string(),
    remindAt: at.nullable(),
    dueAt: at.nullable(),
    isRunning: z.boolean(),
    /** Whether it had reminded before the drill began. */
    isReminded: z.boolean(),
    /** What the document says has been told. */
    remindedAt: at.nullable(),
    lateAt: at.nullable(),
  }),
  /** Whatever was due by then had to be raised. */
  z.object({ kind: z.literal('ENDED'), at }),
]);
export type AlarmLine = z.infer<typeof alarmLineSchema>;
export type AlarmLineOf<Kind extends AlarmLine['kind']> = Extract<AlarmLine, { kind: Kind }>;
