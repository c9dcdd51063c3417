import { z } from 'zod';
import { eligibilityRule } from './eligibility-rule.ts';
import { ruled } from './ground.ts';
import { bodyFunction, code, gridKind, label, staffRole } from './vocabulary.ts';

const duty = ruled({ text: z.string().min(1) });

const holders = ruled({
  kinds: z.array(gridKind).min(1),
  /** Codes of `backgrounds`. */
  backgrounds: z.array(code).min(1),
  /** REQUIRED 由…担任 (anyone else is refused), USUAL 一般由 (anyone else is warned about), PREFERRED 优先从, ALLOWED 可以由. */
  binding: z.enum(['REQUIRED', 'USUAL', 'PREFERRED', 'ALLOWED']),
  /** Backgrounds the law takes out again. */
  except: z.array(code),
});

const appointer = ruled({
  kinds: z.array(gridKind).min(1),
  body: bodyFunction,
  togetherWith: z.array(bodyFunction),
  /** `OPEN_RECRUITMENT` 统一招聘, `SELECTION` 选派、确定、选任. */
  how: z.enum(['SELECTION', 'OPEN_RECRUITMENT']),
});

const role = ruled({
  role: staffRole,
  label,
  /** The role the holder signs in with. */
  accountRole: z.enum(['GRID_WORKER', 'GRID_LEADER', 'MICRO_LEADER', 'INSTRUCTOR']),
  duties: z.array(duty).min(1),
  holders: z.array(holders),
  appointedBy: z.array(appointer).min(1),
});

const staffing = ruled({
  kind: gridKind,
  role: staffRole,
  min: z.int().min(0),
  /** Roles that may fill the minimum while the law's condition for it holds. */
  substitutes: z.array(staffRole),
  note: z.string().nullable(),
});

const combination = ruled({ roles: z.tuple([staffRole, staffRole]), allowed: z.boolean() });

const entitlement = ruled({
  roles: z.array(staffRole).min(1),
  kind: z.enum(['PAY', 'SOCIAL_INSURANCE', 'ACCIDENT_INSURANCE', 'SUBSIDY']),
  /** MUST 应当, MAY 可以. */
  binding: z.enum(['MUST', 'MAY']),
});

/** `roles.yaml`: who works in a grid, what for, named by whom, how many, and who may not. */
export const staff = z.strictObject({
  backgrounds: z.array(z.strictObject({ code, label })).min(1),
  roles: z.array(role).min(1),
  /** About one person in one grid; a pair not named may not be held together. */
  heldTogether: z.array(combination),
  staffing: z.array(staffing).min(1),
  eligibility: z.array(eligibilityRule),
  permit: ruled({ required: z.boolean(), roles: z.array(staffRole), issuedBy: bodyFunction }),
  entitlements: z.array(entitlement),
  training: ruled({
    text: z.string().min(1),
    hoursPerYear: z.array(ruled({ role: staffRole, hours: z.int().min(0) })),
  }),
});
