import { contentHash, saltFor } from '@gridlink/dossier';
import type { Consequence, Guard } from './decision.ts';
import { reasonRefusal } from './reasons.ts';
import { fileIn, isSaidIn, type KeptDossier, keptDossiers } from './redacted-dossier.ts';
import { redactedTimeline } from './redacted-timeline.ts';
import { askOthers } from './redaction-request.ts';
import type { TicketState } from './ticket.ts';
import { cleaned, type Redaction, WRITTEN } from './written.ts';

/** A note keeps its digest in the chain; its salt goes with its words. */
const withoutSalts = (state: TicketState, before: TicketState): Partial<TicketState> => {
  const privateNotes = state.privateNotes.map((note, index) =>
    note === before.privateNotes[index] ? note : { ...note, salt: null },
  );
  return state.privateNotes === before.privateNotes ? {} : { privateNotes };
};

/** The ticket without what is redacted, and where it stood: `title`, `assignments`, `3.words`, with the digest of what is left there. */
export function redacted(state: TicketState, redaction: Redaction, salt: string) {
  const saltAt = (place: string): string => saltFor(salt, `redacted.${place}`);
  const fields = WRITTEN.flatMap((name) => {
    const value = cleaned(state[name], redaction, name);
    return value === state[name] ? [] : [[name, value] as const];
  });
  const { timeline, places, wholly } = redactedTimeline(state.timeline, redaction, saltAt);
  const ofReport = fields.some(([name]) => name === 'title' || name === 'text');
  const contentSalt = saltAt('content');
  const changed = { ...state, ...Object.fromEntries(fields) } as TicketState;
  return {
    places: [
      ...fields.map(([name]) => ({ at: name as string, leaves: null })),
      ...(ofReport ? [{ at: 'content', leaves: contentHash({ ...changed, contentSalt }) }] : []),
      ...places,
    ],
    wholly,
    state: {
      ...changed,
      ...withoutSalts(changed, state),
      ...(ofReport ? { contentSalt } : {}),
      ...(places.length > 0 ? { timeline } : {}),
    },
  };
}

export const redactionReasonKnown: Guard<'redactTicket'> = ({ command, pack }) =>
  reasonRefusal(pack.loop.redactionReasons, command.reason);

/** A code in capitals stands for itself everywhere; it is nobody's name. */
const CODE = /^[A-Z_]+$/;
const SHORTEST = 2;

/** A fragment that would take out too much, or that the record would say again; null where all are fit. */
export function fragmentFlaw(fragments: readonly string[], words: string) {
  const index = fragments.findIndex((fragment) => [...fragment].length < SHORTEST || CODE.test(fragment));
  if (index >= 0) return { kind: 'FRAGMENT_UNFIT', index } as const;
  const repeated = fragments.findIndex((fragment) => words.includes(fragment));
  return repeated >= 0 ? ({ kind: 'FRAGMENT_IN_WORDS', index: repeated } as const) : null;
}

export const fragmentsAreFit: Guard<'redactTicket'> = ({ command: { fragments, evidenceUris, words } }) =>
  fragments.length + evidenceUris.length === 0 ? { kind: 'NOTHING_TO_REDACT' } : fragmentFlaw(fragments, words);

const standsIn = (state: TicketState, kept: readonly KeptDossier[], redaction: Redaction): boolean =>
  redacted(state, redaction, '').places.length > 0 || kept.some((dossier) => isSaidIn(dossier, redaction));

/** What of a redaction stands in the ticket, or in a dossier that it keeps. */
export function standing(state: TicketState, { fragments, evidenceUris }: Redaction): Redaction {
  const kept = keptDossiers(state);
  return {
    fragments: fragments.filter((one) => standsIn(state, kept, { fragments: [one], evidenceUris: [] })),
    evidenceUris: evidenceUris.filter((one) => standsIn(state, kept, { fragments: [], evidenceUris: [one] })),
  };
}

/** A fragment that stands nowhere was mistyped, and what was meant would stay. */
export const fragmentsAreThere: Guard<'redactTicket'> = ({ state, command }) => {
  const there = standing(state, command);
  const fragment = command.fragments.findIndex((one) => !there.fragments.includes(one));
  if (fragment >= 0) return { kind: 'NOT_IN_TICKET', field: 'fragments', index: fragment };
  const uri = command.evidenceUris.findIndex((one) => !there.evidenceUris.includes(one));
  return uri >= 0 ? { kind: 'NOT_IN_TICKET', field: 'evidenceUris', index: uri } : null;
};

/** What two jurisdictions signed with its texts cannot be changed by one of them: what stands in it would stay readable. */
export const dossiersAreFree: Guard<'redactTicket'> = ({ state, command, redactedReceipts }) => {
  const left = keptDossiers(state).map(({ transfer, ...dossier }) => {
    const after = redactedReceipts?.get(transfer)?.document;
    return after === undefined ? dossier : { document: after, file: fileIn(after) };
  });
  return left.some((dossier) => isSaidIn(dossier, command)) ? { kind: 'IN_SIGNED_DOSSIER' } : null;
};

export const entriesAreSealed: Guard<'redactTicket'> = ({ state, command }) => {
  const { wholly } = redacted(state, command, '');
  return wholly.length > 0 ? { kind: 'SEALED_WHOLLY', entries: wholly } : null;
};

/** What was taken out is nowhere on record; who, why, when and where it stood is. */
export const redactTicket: Consequence<'redactTicket'> = (situation) => {
  const { state, command, salt, redactedReceipts = new Map() } = situation;
  const { fragments, evidenceUris, reason, words } = command;
  const redaction = { fragments, evidenceUris, salt };
  const { places } = redacted(state, redaction, salt);
  const receipts = [...redactedReceipts];
  const asked = askOthers(situation);
  return {
    changes: [
      { type: 'REDACTED', redaction },
      ...receipts.map(([id, receipt]) => ({ type: 'PART', list: 'transfers', id, patch: { receipt } }) as const),
      ...asked.changes,
    ],
    reason,
    words,
    // Whoever may see an entry may see that, and why, something of it is gone.
    facts: { places: [...places, ...receipts.map(([id]) => ({ at: `transfers.${id}.dossier`, leaves: null }))] },
    announcements: asked.announcements,
  };
};
