import { randomUUID } from 'node:crypto';
import type { EvidenceType, Pack } from '@gridlink/jurisdiction';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { contentRefusal, isPicture, sizeRefusal } from '../domain/acceptance.ts';
import type { Announced, EvidenceFile } from '../domain/evidence-file.ts';
import type { EvidenceRefusal } from '../domain/evidence-refusal.ts';
import type { Giver } from '../domain/givers.ts';
import { HEAD_BYTES, pixelsOf, recordedIn, typeOf } from '../inspection/inspect.ts';
import type { EvidenceDeps } from './deps.ts';
import { CutShort, measured, NotAsAnnounced, readHead } from './measured.ts';

export type HandedIn = {
  /** Null where the caller may give none. */
  readonly giver: Giver | null;
  readonly scope: Scope;
  readonly announced: Announced;
  readonly now: Date;
  /** Begins the content: called when nothing speaks against it yet. It throws CutShort when its sender leaves. */
  readonly open: () => AsyncIterable<Buffer>;
};

type Given = HandedIn & { readonly giver: Giver };

export type TakenIn =
  | { readonly kind: 'KEPT'; readonly file: EvidenceFile }
  | { readonly kind: 'REFUSED'; readonly refusal: EvidenceRefusal };

/** Longer than any upload is let run: whoever claims the file then finds that its process died. */
const ARRIVES_WITHIN_MS = 3_600_000;
const HOUR_MS = 3_600_000;
const TIDYING = systemScope('what was not kept whole is not kept at all');

const refused = (refusal: EvidenceRefusal): TakenIn => ({ kind: 'REFUSED', refusal });

/** Takes in one file: all of its content is stored and is what was announced, or nothing of it is. Its content is never held whole. */
export async function takeIn(deps: EvidenceDeps, handed: HandedIn): Promise<TakenIn> {
  const { giver, announced } = handed;
  const pack = deps.packs.get(giver?.jurisdiction ?? '');
  if (!giver || !pack) return refused({ kind: 'NOT_YOURS_TO_GIVE' });
  const tooLarge = sizeRefusal(pack, announced.size) ?? (await waitingRefusal(deps, pack, { ...handed, giver }));
  if (tooLarge) return refused(tooLarge);
  const bytes = handed.open()[Symbol.asyncIterator]();
  try {
    const head = await readHead(bytes, HEAD_BYTES);
    const seen = await inspect(pack, head, announced.size);
    if ('kind' in seen) return refused(seen);
    return await store(deps, { handed, pack, file: fileOf({ ...handed, giver }, pack, seen) }, { head, bytes });
  } catch (error) {
    if (error instanceof CutShort) return refused({ kind: 'CUT_SHORT' });
    if (error instanceof NotAsAnnounced) return refused({ kind: 'CONTENT_DIFFERS' });
    throw error;
  }
}

/** A few accounts could fill the store with files that belong to nothing. */
async function waitingRefusal(
  { files }: EvidenceDeps,
  { evidence }: Pack,
  { scope, giver }: Given,
): Promise<EvidenceRefusal | null> {
  const most = giver.mostWaiting ?? evidence.unattached.most;
  const waiting = await files.countWaiting(scope, giver.subject, most);
  return waiting < most ? null : { kind: 'TOO_MANY_WAITING', most };
}

type Seen = Pick<EvidenceFile, 'type' | 'pixels' | 'recorded'>;

async function inspect(pack: Pack, head: Buffer, size: number): Promise<Seen | EvidenceRefusal> {
  const type = await typeOf(head);
  const pixels = type !== null && isPicture(type as EvidenceType) ? pixelsOf(head) : null;
  const refusal = contentRefusal(pack, { type, pixels, size });
  if (refusal) return refusal;
  // Nothing else passes: the rule that let it in names its type.
  return { type: type as EvidenceType, pixels, recorded: await recordedIn(head) };
}

const fileOf = ({ giver, announced, now }: Given, pack: Pack, seen: Seen): EvidenceFile => ({
  id: randomUUID(),
  jurisdiction: pack.code,
  uploadedBy: { subject: giver.subject, organization: giver.organization },
  uploadedAt: now,
  ...announced,
  ...seen,
  look: null,
  expiresAt: new Date(now.getTime() + ARRIVES_WITHIN_MS),
});

type Storing = { readonly handed: HandedIn; readonly pack: Pack; readonly file: EvidenceFile };
type Coming = { readonly head: Buffer; readonly bytes: AsyncIterator<Buffer> };

async function store(deps: EvidenceDeps, { handed, pack, file }: Storing, { head, bytes }: Coming): Promise<TakenIn> {
  const { announced, scope, now } = handed;
  // Stores wrap what the content throws in errors of their own.
  let thrown: unknown;
  const noting = async function* (): AsyncGenerator<Buffer> {
    try {
      yield* measured(head, bytes, announced);
    } catch (error) {
      thrown = error;
      throw error;
    }
  };
  await deps.files.begin(file);
  try {
    await deps.store.put(file.id, announced, noting());
  } catch (error) {
    await deps.store.delete(file.id);
    await deps.files.drop(TIDYING, file.id);
    throw thrown ?? error;
  }
  const expiresAt = new Date(now.getTime() + pack.evidence.unattached.hours * HOUR_MS);
  const look = await deps.lookAt(file.type, {
    megapixels: pack.evidence.picture.megapixels,
    read: () => deps.store.read(file.id, { start: 0, end: file.size - 1 }),
  });
  await deps.files.keep(scope, file.id, { expiresAt, look });
  return { kind: 'KEPT', file: { ...file, look, expiresAt } };
}
