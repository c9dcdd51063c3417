import { reachesArea, type Scope } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { KeyedStep } from '../../ticket/domain/step.ts';
import { type Receipt, type ReceiptState, type Resend, receiptState } from '../domain/instruction.ts';
import { placesOf } from '../persistence/instruction-filter.ts';
import type { InstructionRow } from '../use-cases/instruction-repository.ts';

/** A receipt as it is shown: its state depends on the whole. */
type ShownReceipt = Receipt & { readonly state: ReceiptState };

/** Centers of the sender's line upwards see all receipts; a recipient sees its own. */
const seesAll = (scope: Scope, { jurisdiction, areas }: InstructionRow): boolean =>
  reachesArea(scope, jurisdiction, areas);

const isFor = (places: readonly string[], { recipient }: Receipt): boolean =>
  recipient.places.some((place) => places.includes(place));

const person = ({ person: id }: Pick<KeyedStep, 'person'>) => (id === null ? null : { id });

export const instructionResolvers = {
  division: ({ division }: InstructionRow) => ({ code: division }),
  sender: ({ sender }: InstructionRow) => ({ code: sender }),
  ticket: ({ ticketId }: InstructionRow, _: unknown, { loaders }: TicketContext) =>
    ticketId === null ? null : loaders.byId.load(ticketId),
  progress: (row: InstructionRow, _: unknown, { scope }: TicketContext) => (seesAll(scope, row) ? row.progress : null),
  resends: (row: InstructionRow, _: unknown, { scope }: TicketContext) => (seesAll(scope, row) ? row.resends : null),
  receipts(row: InstructionRow, { state }: { state?: ReceiptState | null }, { scope }: TicketContext): ShownReceipt[] {
    const places = placesOf(scope);
    const isAll = seesAll(scope, row);
    return row.receipts
      .filter((receipt) => isAll || isFor(places, receipt))
      .map((receipt) => ({ ...receipt, state: receiptState(receipt, row.state) }))
      .filter((receipt) => !state || receipt.state === state);
  },
};

export const instructionReceiptResolvers = {
  organization: ({ recipient: { unit } }: Receipt) => (unit === null ? null : { code: unit }),
  grid: ({ recipient: { gridId } }: Receipt) => (gridId === null ? null : { id: gridId }),
};

export const instructionStepResolvers = { person };
export const instructionResendResolvers = { person: (resend: Resend) => person(resend) };
