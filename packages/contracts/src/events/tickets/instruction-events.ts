import { z } from 'zod';
import { defineEvent } from '../../event.ts';
import { SEVERITIES } from '../../vocabulary.ts';

const division = z.string().regex(/^\d{12}$/);

/** An instruction as others may know it: neither its title nor its words, no persons. */
export const instructionSnapshotSchema = z.object({
  id: z.string(),
  jurisdiction: z.string(),
  /** Division of the center that issued it, and all above it with itself. */
  division,
  areas: z.array(division).min(1),
  /** Organization code of the center that issued it. */
  sender: z.string(),
  ticketCode: z.string().optional(),
  urgency: z.enum(SEVERITIES),
  state: z.enum(['OPEN', 'COMPLETED', 'WITHDRAWN']),
  /** How many recipients there are, and how many have come so far. */
  progress: z.object({
    recipients: z.int().min(1),
    delivered: z.int().min(0),
    read: z.int().min(0),
    acknowledged: z.int().min(0),
    done: z.int().min(0),
    overdue: z.int().min(0),
  }),
  /** Divisions, organizations and grids whose people may see the instruction. */
  seenBy: z.array(z.string()),
  issuedAt: z.iso.datetime(),
  acknowledgeBy: z.iso.datetime().optional(),
});
export type InstructionSnapshot = z.infer<typeof instructionSnapshotSchema>;

/** Whom an instruction is addressed to: an organization, or the staff of a grid. */
const recipientSchema = z.object({
  organization: z.string().optional(),
  gridId: z.string().optional(),
  gridCode: z.string().optional(),
  /** What the scope of those who answer for it holds: the organization, the grid, the division of a center. */
  places: z.array(z.string()).min(1),
});

const VERBS: ReadonlyArray<readonly [string, string]> = [
  ['issued', '指令已下达\nAn instruction was issued.'],
  ['acknowledged', '接收方已签收\nRecipients acknowledged an instruction.'],
  ['resent', '指令已向未签收者重发\nAn instruction was sent again to those who had not acknowledged it.'],
  ['done', '接收方已落实\nRecipients carried an instruction out.'],
  ['overdue', '逾期未签收\nThe limit passed and recipients had not acknowledged.'],
  ['withdrawn', '指令已撤回\nAn instruction was withdrawn.'],
  ['succeeded', '撤销单位未落实的指令转由承接单位\nWhat a dissolved body was still asked goes to its successor.'],
];

/** All instruction events carry the snapshot after the change and the recipients the change is about. */
export const instructionEvents = VERBS.map(([verb, description]) =>
  defineEvent(
    `gridlink.tickets.instruction.${verb}.v1`,
    description,
    z.object({ instruction: instructionSnapshotSchema, recipients: z.array(recipientSchema).min(1) }),
  ),
);
