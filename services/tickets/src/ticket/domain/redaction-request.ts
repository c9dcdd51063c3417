import { divisionOf } from './centers.ts';
import type { Change } from './change.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, partIn } from './effects.ts';
import type { RedactionRequest, Transfer } from './parts.ts';
import { reasonRefusal } from './reasons.ts';
import { fileIn, isSaidIn } from './redacted-dossier.ts';
import type { TicketState } from './ticket.ts';
import { cleaned, type Redaction } from './written.ts';

type Answering = 'acceptRedactionRequest' | 'declineRedactionRequest';

/** The center of the city on the other side. */
const centerThere = ({ direction, from, to }: Transfer): string => (direction === 'OUT' ? to : from);

/** Transfers whose other side has a ticket of the same matter; whoever asks for the redaction is not asked back. */
export const sharedTransfers = ({ transfers }: TicketState, askedBy: string | undefined): readonly Transfer[] =>
  transfers.filter(({ state, otherCode }) => state === 'TAKEN_OVER' && (otherCode === null || otherCode !== askedBy));

/** What of a redaction the other side has too: it stands in the dossier both keep, or in what they wrote each other. Nothing else is told. */
export function sharedPart(transfer: Transfer, { fragments, evidenceUris }: Redaction): Redaction {
  const { receipt, ...written } = transfer;
  const dossier = receipt === null ? null : { document: receipt.document, file: fileIn(receipt.document) };
  const isShared = (one: Redaction): boolean =>
    cleaned(written, one) !== written || (dossier !== null && isSaidIn(dossier, one));
  return {
    fragments: fragments.filter((one) => isShared({ fragments: [one], evidenceUris: [] })),
    evidenceUris: evidenceUris.filter((one) => isShared({ fragments: [], evidenceUris: [one] })),
  };
}

export const openRequest = (
  { redactionRequests }: Pick<TicketState, 'redactionRequests'>,
  transfer: string,
): RedactionRequest | undefined =>
  redactionRequests.find((request) => request.transfer === transfer && request.state === 'OPEN');

/** Since when some other jurisdiction has been asked; undefined while none is. */
export const askedSince = ({ redactionRequests }: Pick<TicketState, 'redactionRequests'>): Date | undefined =>
  redactionRequests
    .filter(({ state }) => state === 'OPEN')
    .map(({ requestedAt }) => requestedAt)
    .sort((a, b) => a.getTime() - b.getTime())[0];

/** The requests that stand with a city. */
export const openRequestsTo = (
  { redactionRequests }: Pick<TicketState, 'redactionRequests'>,
  city: string,
): readonly RedactionRequest[] =>
  redactionRequests.filter(({ division, state }) => division === city && state === 'OPEN');

/** What was accepted and is not done over there yet. */
export const acceptedRequests = ({
  redactionRequests,
}: Pick<TicketState, 'redactionRequests'>): readonly RedactionRequest[] =>
  redactionRequests.filter(({ state }) => state === 'ACCEPTED');

/** One request stands with each other side at a time: what is redacted before it is answered goes into it. */
export function askOthers({ state, command, asking = new Map(), now }: Situation<'redactTicket'>) {
  const { reason, words } = command;
  const asked = [...asking].map(([transferId, sealed], index) => {
    const transfer = partIn(state.transfers, transferId);
    const { jurisdiction } = transfer;
    const to = centerThere(transfer);
    const standing = openRequest(state, transferId);
    const id = standing?.id ?? `q${state.redactionRequests.length + 1 + index}`;
    const said = { reason, words, sealed };
    const row: RedactionRequest = {
      id,
      transfer: transferId,
      jurisdiction,
      division: divisionOf(to),
      state: 'OPEN',
      ...said,
      requestedAt: now,
      answeredAt: null,
      answerReason: null,
      outcome: null,
      answer: null,
    };
    const change: Change = standing
      ? { type: 'PART', list: 'redactionRequests', id, patch: said }
      : { type: 'ADDED', list: 'redactionRequests', row };
    const facts = { request: id, transfer: transferId, jurisdiction, to, reason };
    return { change, announcements: announce('redaction-requested', facts) };
  });
  return {
    changes: asked.map(({ change }) => change),
    announcements: asked.flatMap(({ announcements }) => announcements),
  };
}

export const answerIsSigned: Guard<Answering> = ({ answer }) => (answer ? null : { kind: 'NOT_SIGNED' });

/** Why it redacts, or does not, is of the law of the side that is asked. */
export const acceptReasonKnown: Guard<'acceptRedactionRequest'> = ({ command, receiver, pack }) =>
  reasonRefusal((receiver?.pack ?? pack).loop.redactionReasons, command.reason);

export const declineReasonKnown: Guard<'declineRedactionRequest'> = ({ command, receiver, pack }) =>
  reasonRefusal((receiver?.pack ?? pack).loop.redactionDeclineReasons, command.reason);

const answering =
  <C extends Answering>(patch: Partial<RedactionRequest>): Consequence<C> =>
  (situation) => {
    const { state, command, answer, now } = situation as Situation<Answering>;
    const { requestId, reason, words } = command;
    const { transfer, jurisdiction } = partIn(state.redactionRequests, requestId);
    const facts = { request: requestId, transfer, jurisdiction };
    const answered = { answeredAt: now, answerReason: reason, outcome: words, answer: answer ?? null };
    return {
      changes: [{ type: 'PART', list: 'redactionRequests', id: requestId, patch: { ...answered, ...patch } }],
      reason,
      words,
      facts,
      announcements: announce('redaction-answered', { ...facts, reason }),
    };
  };

/** It stays sealed until it is done over there. */
export const acceptRedactionRequest = answering<'acceptRedactionRequest'>({ state: 'ACCEPTED' });

export const declineRedactionRequest = answering<'declineRedactionRequest'>({ state: 'DECLINED', sealed: null });

export const completeRedactionRequest: Consequence<'completeRedactionRequest'> = ({ command: { requestId } }) => ({
  changes: [{ type: 'PART', list: 'redactionRequests', id: requestId, patch: { state: 'DONE', sealed: null } }],
  facts: { request: requestId },
  announcements: [],
});
