import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { TicketState, TimelineEntry } from './ticket.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the first entry chains to: the ticket itself, so that a timeline cannot be moved to another ticket. */
const genesis = (ticketId: string): string => sha256(`gridlink-ticket|${ticketId}`);

/** sha256(previous hash + the entry as canonical JSON, RFC 8785, without its hash). */
export function entryHash(previous: string, entry: Omit<TimelineEntry, 'hash'>): string {
  const { sequence, command, at, arrivedAt, actor, stageBefore, stageAfter, reason, words, evidence, facts } = entry;
  const { subject, role, organization, person } = actor;
  const content = {
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
    facts,
    idempotencyKey: entry.idempotencyKey,
  };
  return sha256(previous + canonicalize(content));
}

/** The state with one more entry, numbered and chained. */
export function appendEntry(state: TicketState, draft: Omit<TimelineEntry, 'sequence' | 'hash'>): TicketState {
  const last = state.timeline.at(-1);
  const entry = { ...draft, sequence: (last?.sequence ?? 0) + 1 };
  const hash = entryHash(last?.hash ?? genesis(state.id), entry);
  return { ...state, timeline: [...state.timeline, { ...entry, hash }] };
}

/**
 * Checks a whole timeline: numbering from 1 and every hash. An edit, deletion, swap or insertion is found at the first entry it touches;
 * a cut at the end only by comparing the last hash with one kept elsewhere (events, referrals).
 */
export function verifyTimeline(
  ticketId: string,
  timeline: readonly TimelineEntry[],
): { readonly intact: true } | { readonly intact: false; readonly brokenAt: number } {
  let previous = genesis(ticketId);
  for (const [index, entry] of timeline.entries()) {
    const whole = entry.sequence === index + 1 && entry.hash === entryHash(previous, entry);
    if (!whole) return { intact: false, brokenAt: index + 1 };
    previous = entry.hash;
  }
  return { intact: true };
}
