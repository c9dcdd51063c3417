import {
  type ChainedEntry,
  genesisOf,
  hashOfEntry,
  type Redacted,
  redactedPlaces,
  sealsOf,
  sha256,
  unsealedPart,
} from '@gridlink/dossier';
import type { TicketState, TimelineEntry } from './ticket.ts';

/** An entry as the chain and every dossier hold it. */
export function chainedEntry<Entry extends Omit<TimelineEntry, 'hash'>>(entry: Entry): Omit<ChainedEntry, 'hash'> {
  const { sequence, command, at, arrivedAt, actor, stageBefore, stageAfter, reason, words, evidence, facts } = entry;
  const { subject, role, organization, person } = actor;
  return {
    sequence,
    command,
    at: at.toISOString(),
    arrivedAt: arrivedAt.toISOString(),
    actor: { subject, role, organization, person },
    stageBefore,
    stageAfter,
    reason,
    words,
    evidence: evidence.map(({ name, uri, sha256: digest }) => ({ name, uri, sha256: digest })),
    private: entry.private,
    facts: facts as ChainedEntry['facts'],
    idempotencyKey: entry.idempotencyKey,
    ...(entry.seals === undefined ? {} : { seals: entry.seals }),
  };
}

const entryHash = (previous: string, entry: Omit<TimelineEntry, 'hash'>): string =>
  hashOfEntry(previous, chainedEntry(entry));

/**
 * What the timeline keeps of an idempotency key. Whoever knows the key of a report gets its query code, so the key itself is not written
 * where dossiers carry it to others.
 */
export const keyMark = (idempotencyKey: string | null): string | null =>
  idempotencyKey === null ? null : sha256(`gridlink-key|${idempotencyKey}`);

/** The state with one more entry, numbered, its texts sealed, and chained. */
export function appendEntry(
  state: TicketState,
  draft: Omit<TimelineEntry, 'sequence' | 'hash' | 'seals'>,
  salt: string,
): TicketState {
  const last = state.timeline.at(-1);
  const numbered = { ...draft, sequence: (last?.sequence ?? 0) + 1 };
  const entry = { ...numbered, seals: sealsOf(numbered, salt) };
  const hash = entryHash(last?.hash ?? genesisOf(state.id), entry);
  return { ...state, timeline: [...state.timeline, { ...entry, hash }] };
}

/** Numbers of the entries of which something was redacted. */
export const redactedEntries = (timeline: readonly TimelineEntry[]): ReadonlySet<number> =>
  new Set([...redactedPlaces(timeline).keys()].map((place) => Number.parseInt(place, 10)));

const holds = (entry: TimelineEntry, previous: string, redacted: ReadonlyMap<string, Redacted>): boolean =>
  entry.hash === entryHash(previous, entry) && unsealedPart(entry, redacted) === null;

/**
 * Checks a whole timeline: numbering from 1, every hash, and every text against its seal. An edit, deletion, swap or insertion is found at
 * the first entry it touches; a cut at the end only by comparing the last hash with one kept elsewhere (events, referrals).
 */
export function verifyTimeline(
  ticketId: string,
  timeline: readonly TimelineEntry[],
): { readonly intact: true } | { readonly intact: false; readonly brokenAt: number } {
  const redacted = redactedPlaces(timeline);
  let previous = genesisOf(ticketId);
  for (const [index, entry] of timeline.entries()) {
    if (entry.sequence !== index + 1 || !holds(entry, previous, redacted))
      return { intact: false, brokenAt: index + 1 };
    previous = entry.hash;
  }
  return { intact: true };
}
