import type { Pack } from '@gridlink/jurisdiction';
import type { CommandName, CommandOf, CommandPayloads } from './commands.ts';
import type { Announcement, Circumstances, Guard } from './decision.ts';
import { firstRefusal } from './first-refusal.ts';
import { distance } from './merging.ts';
import type { Refusal } from './refusal.ts';
import type { AlikeFile, Evidence, Fact, KeptFile, Point, Whereabouts } from './ticket.ts';
import type { EvidenceFlag } from './vocabulary.ts';

/** Commands that carry evidence. */
export type EvidenceCommand = {
  [C in CommandName]: CommandPayloads[C] extends { readonly evidence: readonly Evidence[] } ? C : never;
}[CommandName];

/** A file of the platform's own store, as far as a decision cares. */
export type GivenFile = Omit<KeptFile, 'flags' | 'alike'> & {
  readonly sha256: string;
  readonly uploadedBy: { readonly subject: string; readonly organization: string | null };
  /** Null once it belongs to a ticket. */
  readonly expiresAt: Date | null;
  /** The same content is evidence of another ticket. */
  readonly elsewhere: boolean;
  /** Other contents that look the same and are evidence of other tickets. */
  readonly alike: readonly AlikeFile[];
};

export type GivenFiles = ReadonlyMap<string, GivenFile>;

const KEPT = /^evidence:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The file a piece of evidence names, null for evidence that lies elsewhere. */
export const fileIdOf = (uri: string): string | null => KEPT.exec(uri)?.[1] ?? null;

export const fileIdsIn = (command: { readonly evidence?: readonly Evidence[] }): readonly string[] =>
  (command.evidence ?? []).flatMap(({ uri }) => fileIdOf(uri) ?? []);

/** A file that is about to be removed is not taken any more: it must not be gone by the time the command is written. */
const LAST_MOMENTS_MS = 300_000;

type Judging = Pick<Circumstances, 'actor' | 'now' | 'files'>;

/** Why files that evidence names cannot be used: they are not there, not the caller's, about to be removed, or of another content. */
export function fileRefusal(evidence: readonly Evidence[], { actor, now, files }: Judging): Refusal | null {
  return firstRefusal(evidence, ({ uri, sha256 }, index) => {
    const id = fileIdOf(uri);
    if (id === null) return null;
    const file = files.get(id);
    const own = file && (file.uploadedBy.subject === actor.subject || isOfOneBody(file, actor.organization));
    if (!file || !own) return { kind: 'EVIDENCE_UNKNOWN', index };
    if (file.expiresAt !== null && file.expiresAt.getTime() - now.getTime() < LAST_MOMENTS_MS)
      return { kind: 'EVIDENCE_EXPIRED', index };
    return sha256 !== null && sha256.toLowerCase() !== file.sha256 ? { kind: 'EVIDENCE_CHANGED', index } : null;
  });
}

const isOfOneBody = ({ uploadedBy }: GivenFile, organization: string | null): boolean =>
  organization !== null && uploadedBy.organization === organization;

export const filesAreUsable: Guard<EvidenceCommand> = ({ command, actor, now, files }) =>
  fileRefusal(command.evidence, { actor, now, files });

/** What evidence is held against: the place of the ticket, when its step was made, and when the matter came up. */
export type Step = {
  readonly pack: Pick<Pack, 'evidence'>;
  readonly place: Point | null;
  readonly madeAt: Date;
  readonly reportedAt: Date;
};

const HOUR_MS = 3_600_000;

const places = ({ claimed, recorded }: GivenFile): readonly Point[] =>
  [claimed.point, recorded.point].filter((point) => point !== null);

const instants = ({ claimed, recorded }: GivenFile): readonly Date[] =>
  [claimed.takenAt, recorded.takenAt].filter((instant) => instant !== null);

/** True when what the device says and what the file says do not go together. */
function disagree(
  claimed: Whereabouts,
  recorded: Whereabouts,
  { metersAway, hoursBefore }: Pack['evidence']['doubtful'],
) {
  const apart = claimed.point && recorded.point ? distance(claimed.point, recorded.point) : 0;
  const between =
    claimed.takenAt && recorded.takenAt ? Math.abs(claimed.takenAt.getTime() - recorded.takenAt.getTime()) : 0;
  return apart > metersAway || between > hoursBefore * HOUR_MS;
}

/** What makes a file doubtful as evidence of a step. It is marked, never refused: a receiver in a street of high houses is wrong too. */
export function flagsOf(file: GivenFile, moment: Evidence['moment'], step: Step): readonly EvidenceFlag[] {
  const { doubtful } = step.pack.evidence;
  const { place } = step;
  const since = moment === 'AFTER' ? step.reportedAt.getTime() : Number.NEGATIVE_INFINITY;
  const earliest = Math.max(step.madeAt.getTime() - doubtful.hoursBefore * HOUR_MS, since);
  const isFar = place !== null && places(file).some((point) => distance(point, place) > doubtful.metersAway);
  const isEarly = instants(file).some((instant) => instant.getTime() < earliest);
  return [
    ...(isFar ? (['FAR_FROM_PLACE'] as const) : []),
    ...(isEarly ? (['TAKEN_TOO_EARLY'] as const) : []),
    ...(disagree(file.claimed, file.recorded, doubtful) ? (['CLAIMS_DIFFER'] as const) : []),
    ...(file.elsewhere ? (['REUSED'] as const) : []),
    ...(file.alike.length > 0 ? (['ALIKE'] as const) : []),
  ];
}

/** Evidence with what is known of its files, and what is doubtful about them. */
export const withFiles = (evidence: readonly Evidence[], files: GivenFiles, step: Step): readonly Evidence[] =>
  evidence.map((piece) => {
    const file = files.get(fileIdOf(piece.uri) ?? '');
    if (!file) return piece;
    const { id, type, size, sha256, claimed, recorded, alike } = file;
    const flags = flagsOf(file, piece.moment, step);
    const kept: KeptFile = { id, type, size, claimed, recorded, flags, ...(alike.length > 0 ? { alike } : {}) };
    return { ...piece, sha256, kept };
  });

/** The command with its evidence completed. */
export function completed<C extends CommandName>(command: CommandOf<C>, files: GivenFiles, step: Step): CommandOf<C> {
  if (!('evidence' in command)) return command;
  return { ...command, evidence: withFiles(command.evidence as readonly Evidence[], files, step) };
}

const spoken = ({ takenAt, point }: Whereabouts): Fact => ({
  takenAt: takenAt?.toISOString() ?? null,
  longitude: point?.longitude ?? null,
  latitude: point?.latitude ?? null,
});

/** What the timeline says of files, so that its chain of hashes holds it: nothing for evidence that lies elsewhere. */
export function fileFacts(evidence: readonly Evidence[]): { readonly [key: string]: Fact } {
  const files = evidence.flatMap(({ kept, moment = null, view = null }) => {
    if (!kept) return [];
    const { id, claimed, recorded, flags, alike = [] } = kept;
    const likeness = alike.length > 0 ? { alike: alike.map((one) => ({ ...one })) } : {};
    const said = { claimed: spoken(claimed), recorded: spoken(recorded) };
    return [{ id, moment, view, ...said, flags: [...flags], ...likeness }];
  });
  return files.length === 0 ? {} : { files };
}

/** Doubtful evidence is told to whoever scores work (B07). */
export function doubts(evidence: readonly Evidence[], by: { command: CommandName; unit: string | null }) {
  const doubtful = evidence.flatMap(({ kept }) => (kept && kept.flags.length > 0 ? [kept] : []));
  if (doubtful.length === 0) return [];
  const files = doubtful.map(({ id, flags }) => ({ id, flags: [...flags] }));
  return [{ verb: 'evidence-doubted', detail: { ...by, files } }] satisfies readonly Announcement[];
}
