import type { InstructionSnapshot } from '@gridlink/contracts';
import type { EventDraft } from '@gridlink/event-bus';
import type { Announcement } from '../domain/announcement.ts';
import { type Instruction, progressOf, type Recipient, seenBy } from '../domain/instruction.ts';

/** What others may know of an instruction: neither its title nor its words, no persons. */
function instructionSnapshot(state: Instruction): InstructionSnapshot {
  const { id, jurisdiction, division, areas, sender, ticketCode, urgency, acknowledgeBy } = state;
  return {
    id,
    jurisdiction,
    division,
    areas: [...areas],
    sender,
    ...(ticketCode === null ? {} : { ticketCode }),
    urgency,
    state: state.state,
    progress: progressOf(state.receipts),
    seenBy: [...seenBy(state)],
    issuedAt: state.issuedAt.toISOString(),
    ...(acknowledgeBy === null ? {} : { acknowledgeBy: acknowledgeBy.toISOString() }),
  };
}

const named = ({ unit, gridId, gridCode, places }: Recipient) => ({
  ...(unit === null ? {} : { organization: unit }),
  ...(gridId === null ? {} : { gridId }),
  ...(gridCode === null ? {} : { gridCode }),
  places: [...places],
});

/** One event for each announcement, all with the snapshot after the whole decision. */
export const instructionDrafts = (state: Instruction, announcements: readonly Announcement[]): readonly EventDraft[] =>
  announcements.map(({ verb, recipients }) => ({
    type: `gridlink.tickets.instruction.${verb}.v1`,
    data: { instruction: instructionSnapshot(state), recipients: recipients.map(named) },
  }));
