import type { AggregateDocument, StoreFields } from '@gridlink/event-bus';
import type { UpdateFilter } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import { writeBetween } from '../../sweeping/write-between.ts';
import {
  awaited,
  type Instruction,
  isOverdue,
  type Progress,
  progressOf,
  type ReceiptState,
  receiptState,
  seenBy,
} from '../domain/instruction.ts';
import type { InstructionRow, StoredInstruction } from '../use-cases/instruction-repository.ts';

/** Fields that only exist to be searched by or shown without the receipts; all follow from the state. Absent ones are unset. */
type DerivedFields = {
  readonly seenBy: readonly string[];
  /** Each recipient's places, alone and with how far it has come: `410105001000-TOWN`, `410105001000-TOWN|READ`. */
  readonly inbox: readonly string[];
  /** The sender's areas while recipients are overdue. */
  readonly overdueFor?: readonly string[];
  readonly progress: Progress;
  readonly nextAlarmAt?: Date;
};

export type InstructionDocument = AggregateDocument &
  Omit<Instruction, 'id'> &
  DerivedFields & { readonly issueKey?: string };

const { Mixed } = Schema.Types;

/** Reads are lean; writes go through the aggregate store. The schema names what is stored. */
const instructionSchema = new Schema<InstructionDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: String,
    division: String,
    areas: [String],
    sender: String,
    issued: Mixed,
    title: String,
    words: String,
    ticketId: String,
    ticketCode: String,
    meetingUrl: String,
    urgency: String,
    limit: Mixed,
    issuedAt: Date,
    acknowledgeBy: Date,
    state: String,
    receipts: [Mixed],
    resends: [Mixed],
    withdrawn: Mixed,
    seenBy: [String],
    inbox: [String],
    overdueFor: [String],
    progress: Mixed,
    nextAlarmAt: Date,
    issueKey: String,
    version: Number,
    sequence: Number,
  },
  { collection: 'instructions', versionKey: false, id: false, strict: true, strictQuery: 'throw' },
);

export const instructionModel = (connection: Connection) =>
  connection.model<InstructionDocument>('Instruction', instructionSchema);

/** What a reader of instructions does not need. */
export const ROW = {
  outbox: 0,
  pendingSince: 0,
  seenBy: 0,
  inbox: 0,
  overdueFor: 0,
  nextAlarmAt: 0,
  issueKey: 0,
} as const;

/** The token of a recipient's list in a state. */
export const inboxToken = (place: string, state: string): string => `${place}|${state}`;

/** Those of a recipient that is still asked something. */
export const askedTokens = (place: string): readonly string[] =>
  (['SENT', 'DELIVERED', 'READ', 'ACKNOWLEDGED'] satisfies ReceiptState[]).map((state) => inboxToken(place, state));

function deriveFields(state: Omit<Instruction, 'id'>): DerivedFields {
  const { receipts, areas, acknowledgeBy } = state;
  const isOpen = state.state === 'OPEN';
  const inbox = receipts.flatMap((receipt) =>
    receipt.recipient.places.flatMap((place) => [place, inboxToken(place, receiptState(receipt, state.state))]),
  );
  const isWaiting = isOpen && acknowledgeBy !== null && awaited(receipts).length > 0;
  return {
    seenBy: seenBy(state),
    inbox: [...new Set(inbox)],
    ...(isOpen && receipts.some(isOverdue) ? { overdueFor: areas } : {}),
    progress: progressOf(receipts),
    // The due instant itself is still on time.
    ...(isWaiting ? { nextAlarmAt: new Date(acknowledgeBy.getTime() + 1) } : {}),
  };
}

export const toDocument = (
  { id, ...state }: Instruction,
  issueKey: string | null,
): Omit<InstructionDocument, StoreFields> => ({
  _id: id,
  ...state,
  ...deriveFields(state),
  ...(issueKey === null ? {} : { issueKey }),
});

export const toRow = ({ _id, sequence: _, ...row }: InstructionDocument): InstructionRow =>
  ({ ...row, id: _id }) as InstructionRow;

export function toStored({ _id, version, sequence, progress: _, ...state }: InstructionDocument): StoredInstruction {
  return { state: { ...state, id: _id } as Instruction, version, sequence };
}

/** The one write from a state to the next, receipt by receipt. */
export function updateBetween(before: Instruction, after: Instruction): UpdateFilter<InstructionDocument> {
  const besides = after.receipts.flatMap((receipt, index) =>
    before.receipts[index] === receipt ? [] : [[`receipts.${index}`, receipt] as const],
  );
  const written = { derive: deriveFields, apart: ['receipts'], besides } as const;
  return writeBetween(before, after, written) as UpdateFilter<InstructionDocument>;
}
