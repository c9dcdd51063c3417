import type { Severity } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import type { KeyedStep } from '../../ticket/domain/step.ts';

/** How far a recipient has come; each step has the ones before it. WITHDRAWN: the instruction was, before the recipient was done. */
export type ReceiptState = 'SENT' | 'DELIVERED' | 'READ' | 'ACKNOWLEDGED' | 'DONE' | 'WITHDRAWN';

/** COMPLETED: every recipient is done. */
export type InstructionState = 'OPEN' | 'COMPLETED' | 'WITHDRAWN';

/** Whom an instruction is addressed to: an organization, or the staff of a grid. */
export type Recipient = {
  readonly unit: string | null;
  readonly gridId: string | null;
  readonly gridCode: string | null;
  /** What the scope of those who answer for it holds: the organization, the grid, the division of a center. */
  readonly places: readonly string[];
};

/** What became of an instruction with one recipient. */
export type Receipt = {
  readonly recipient: Recipient;
  readonly delivered: KeyedStep | null;
  readonly read: KeyedStep | null;
  readonly acknowledged: KeyedStep | null;
  readonly done: KeyedStep | null;
  /** When it was found that the limit had passed without an acknowledgement; raised once. */
  readonly overdueAt: Date | null;
  readonly resentAt: readonly Date[];
};

/** An order to try again, and how many it went to. */
export type Resend = Omit<KeyedStep, 'words'> & { readonly recipients: number };

/** An instruction of a center to grids and bodies below it (ZZ23, ZZ30, LC20). */
export type Instruction = {
  readonly id: string;
  readonly jurisdiction: string;
  /** The sender's division, and all above it with itself: their centers see all receipts. */
  readonly division: string;
  readonly areas: readonly string[];
  readonly sender: string;
  readonly issued: KeyedStep;
  readonly title: string;
  readonly words: string;
  readonly ticketId: string | null;
  readonly ticketCode: string | null;
  readonly meetingUrl: string | null;
  readonly urgency: Severity;
  readonly limit: Limit;
  readonly issuedAt: Date;
  /** Null while the calendar is not known that far. */
  readonly acknowledgeBy: Date | null;
  readonly state: InstructionState;
  readonly receipts: readonly Receipt[];
  readonly resends: readonly Resend[];
  readonly withdrawn: KeyedStep | null;
};

export const receiptState = (
  { delivered, read, acknowledged, done }: Receipt,
  whole: InstructionState,
): ReceiptState => {
  if (done) return 'DONE';
  if (whole === 'WITHDRAWN') return 'WITHDRAWN';
  if (acknowledged) return 'ACKNOWLEDGED';
  if (read) return 'READ';
  return delivered ? 'DELIVERED' : 'SENT';
};

/** Late and still not acknowledged. */
export const isOverdue = ({ overdueAt, acknowledged }: Receipt): boolean => overdueAt !== null && acknowledged === null;

/** Receipts whose acknowledgement nobody has missed yet. */
export const awaited = (receipts: readonly Receipt[]): readonly Receipt[] =>
  receipts.filter(({ acknowledged, overdueAt }) => acknowledged === null && overdueAt === null);

/** Divisions, organizations and grids whose people may see an instruction: the sender's line upwards, and whom it is addressed to. */
export const seenBy = ({ areas, receipts }: Pick<Instruction, 'areas' | 'receipts'>): readonly string[] => [
  ...new Set([...areas, ...receipts.flatMap(({ recipient }) => recipient.places)]),
];

export type Progress = {
  readonly recipients: number;
  readonly delivered: number;
  readonly read: number;
  readonly acknowledged: number;
  readonly done: number;
  readonly overdue: number;
};

/** How many recipients have come at least so far, and how many are overdue now. */
export function progressOf(receipts: readonly Receipt[]): Progress {
  const count = (which: (receipt: Receipt) => boolean): number => receipts.filter(which).length;
  return {
    recipients: receipts.length,
    delivered: count(({ delivered }) => delivered !== null),
    read: count(({ read }) => read !== null),
    acknowledged: count(({ acknowledged }) => acknowledged !== null),
    done: count(({ done }) => done !== null),
    overdue: count(isOverdue),
  };
}
