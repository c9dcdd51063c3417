import type { ChainedEntry, WithheldEntry } from './chain.ts';
import { isWithheld } from './chain.ts';
import type { CurrentDossier, Dossier } from './dossier.ts';
import { canonical, sha256 } from './plain.ts';
import { chainedWriting, type Seal, saltFor, sealDigest, sealsByPart } from './seals.ts';

/** Seals of parts of a ticket by their paths: `title`, `assignments.0.result`. */
export type PathSeals = Readonly<Record<string, Seal>>;

/** A value with each part that has a seal replaced by what `by` makes of it, whole. */
export function replaceSealed(
  value: unknown,
  seals: PathSeals,
  by: (path: string, part: unknown) => unknown,
  path = '',
): unknown {
  if (Object.hasOwn(seals, path)) return by(path, value);
  if (typeof value !== 'object' || value === null) return value;
  const inner = (name: string | number, part: unknown) =>
    replaceSealed(part, seals, by, path === '' ? `${name}` : `${path}.${name}`);
  if (Array.isArray(value)) return value.map((part, index) => inner(index, part));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inner(name, part)]));
}

/** What the seals are over, by its paths; a seal that leads nowhere has nothing here. */
export function sealedParts(value: unknown, seals: PathSeals): ReadonlyMap<string, unknown> {
  const parts = new Map<string, unknown>();
  replaceSealed(value, seals, (path, part) => {
    parts.set(path, part);
    return part;
  });
  return parts;
}

/** Seals over the parts, each under a salt of its own. */
export const sealPaths = (parts: ReadonlyMap<string, unknown>, salt: string): Record<string, Seal> =>
  Object.fromEntries(
    [...parts].map(([path, part]) => {
      const own = saltFor(salt, ticketPlace(path));
      return [path, { salt: own, digest: sealDigest(own, part) }];
    }),
  );

/** Names a part of the ticket beside those of the timeline, `3.words`. */
export const ticketPlace = (path: string): string => `ticket.${path}`;

const digests = (seals: Iterable<readonly [string, Seal]>) =>
  Object.fromEntries([...seals].map(([part, { digest }]) => [part, digest]));

function bareTicket({ seals, ...ticket }: CurrentDossier['ticket']) {
  const bare = replaceSealed(ticket, seals, () => null) as object;
  return { ...bare, seals: digests(Object.entries(seals)) };
}

function bareEntry(entry: ChainedEntry | WithheldEntry) {
  if (isWithheld(entry) || entry.seals === undefined) return entry;
  return { ...entry, ...chainedWriting(entry), seals: digests(sealsByPart(entry.seals)) };
}

/** What is signed of a dossier: all of it but what people wrote, of which it holds digests; of one of the first format all of it. */
export const skeletonOf = (dossier: Dossier): unknown =>
  dossier.format === 'gridlink-dossier/1'
    ? dossier
    : { ...dossier, ticket: bareTicket(dossier.ticket), timeline: dossier.timeline.map(bareEntry) };

/** SHA-256 of the canonical dossier without signatures: names it in receipts. A redaction leaves it as it is. */
export const digestOf = (dossier: Dossier): string => sha256(canonical(skeletonOf(dossier)));
