import { z } from 'zod';
import { ruled } from './ground.ts';
import { bodyFunction, code, label, severity } from './vocabulary.ts';

export const stage = z.enum([
  'ACCEPTANCE',
  'DISPATCH',
  'HANDLING',
  'FEEDBACK',
  'VERIFICATION',
  'CLOSED',
  'NOT_ACCEPTED',
  'MERGED',
  'TRANSFERRED',
  'VOID',
]);
/** Stages of a ticket. Packs name them in their law's words and add none. */
export type Stage = z.infer<typeof stage>;

export const chainStep = z.enum(['WORKER', 'LEADER', 'VILLAGE', 'TOWN', 'COUNTY', 'CITY', 'PROVINCE']);
/** Who can hold a matter on its way up, lowest first. */
export type ChainStep = z.infer<typeof chainStep>;

const reason = ruled({ code, label });
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written 09:00');

/** `stages.yaml`: the closed loop in the pack's words and every fork on the way. */
export const loop = z.strictObject({
  stages: z.array(ruled({ stage, label })).length(stage.options.length),
  chain: z.array(ruled({ step: chainStep, label })).min(2),
  leaderMayAccept: ruled({ may: z.boolean() }),
  declineReasons: z.array(reason).min(1),
  returnReasons: z.array(reason).min(1),
  suspensionReasons: z.array(ruled({ code, label, waitsForReporter: z.boolean() })).min(1),
  /** Why a unit may contest a warning. */
  appealReasons: z.array(reason).min(1),
  /** Why a matter is offered to another jurisdiction, and why one that is offered is not taken over. */
  transferReasons: z.array(reason).min(1),
  transferDeclineReasons: z.array(reason).min(1),
  /** Why text or an attachment may be taken out of a ticket that can be read. */
  redactionReasons: z.array(reason).min(1),
  /** Why it stays in where another jurisdiction, which handed the matter over or took it over, asks for that. */
  redactionDeclineReasons: z.array(reason).min(1),
  /** 街乡吹哨、部门报到. */
  whistle: ruled({ foreseen: z.boolean() }),
  consultation: ruled({ foreseen: z.boolean(), convenedBy: bodyFunction }),
  /** Meetings of a community or grid: what they are called, which roles convene them, and who must be there. */
  deliberation: z.strictObject({
    hall: ruled({ label }),
    convening: ruled({ roles: z.array(z.enum(['GRID_LEADER', 'TOWN_OPERATOR', 'COUNTY_COORDINATOR'])).min(1) }),
    /** A share of whoever was invited; left out where none is asked for. */
    quorum: ruled({ share: z.number().gt(0).max(1) }).optional(),
  }),
  mediation: z.strictObject({ kinds: z.array(reason).min(1), thenRoutes: z.array(reason).min(1) }),
  supervision: ruled({ by: bodyFunction, countsInAppraisal: z.boolean() }),
  /** Whether what stays unsettled after supervision goes to discipline inspection. */
  discipline: ruled({ foreseen: z.boolean() }),
  emergency: z.strictObject({
    modes: z.array(ruled({ code, label })).min(1),
    alarm: ruled({ to: z.array(bodyFunction).min(1), text: z.string().min(1) }),
  }),
  /** Which matters are mailed at any hour, as alarms are, and when else staff are left in peace. */
  notifications: ruled({
    atAnyHour: z.array(severity).min(1),
    quietHours: z.strictObject({ from: timeOfDay, to: timeOfDay }),
  }),
});
