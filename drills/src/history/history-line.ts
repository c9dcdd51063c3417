import { z } from 'zod';

const at = z.number();

/** One line of a drill's history: what was asked and answered, what was done to the platform, what was found afterwards. */
export const historyLineSchema = z.discriminatedUnion('kind', [
  /** A report leaves its source; again with the same number when no answer came. */
  z.object({ kind: z.literal('SENT'), at, externalId: z.string(), attempt: z.number() }),
  /** The platform answered with a ticket's number: from here on it must not be lost. */
  z.object({ kind: z.literal('ACKNOWLEDGED'), at, externalId: z.string(), code: z.string(), duplicate: z.boolean() }),
  /** The platform answered that a ticket was accepted by its town. */
  z.object({ kind: z.literal('ACCEPTED'), at, code: z.string() }),
  /** No answer or an error: it may have been carried out or not. */
  z.object({ kind: z.literal('UNANSWERED'), at, what: z.string(), reason: z.string() }),
  /** Tried until the drill's patience ended. */
  z.object({ kind: z.literal('GAVE_UP'), at, what: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('DISTURBED'), at, what: z.string() }),
  z.object({ kind: z.literal('RESTORED'), at, what: z.string(), afterMs: z.number() }),
  /** A ticket that the graph shows at the end. */
  z.object({
    kind: z.literal('FOUND'),
    externalId: z.string(),
    code: z.string(),
    stage: z.string(),
    /** Whether its hash chain verifies. */
    intact: z.boolean(),
  }),
  /** The events that the owner of a ticket has stored of it, in its own order; `pending` ones are still in the outbox. */
  z.object({ kind: z.literal('OWNED'), code: z.string(), events: z.array(z.string()), pending: z.number() }),
  /** The events that a consumer has applied of a ticket, in the order it applied them. */
  z.object({ kind: z.literal('APPLIED'), code: z.string(), events: z.array(z.string()) }),
]);
export type HistoryLine = z.infer<typeof historyLineSchema>;
