import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import type { EvidenceFile } from '../../evidence/domain/evidence-file.ts';
import { areAlike, differenceOf } from '../../evidence/domain/look.ts';
import type { Seen } from '../../evidence/use-cases/deps.ts';
import { leaseEnd } from '../../sweeping/leased-sweeper.ts';
import { fileIdOf, fileIdsIn, fileRefusal, type GivenFile, type GivenFiles } from '../domain/evidence.ts';
import type { AlikeFile, Evidence, TicketState } from '../domain/ticket.ts';
import type { EvidenceGiven, InputProblem } from './check-text.ts';
import type { TicketDeps } from './deps.ts';

/** Pieces of evidence as they are kept; what is known of their files is added by the decision. */
export const toEvidence = (given: readonly EvidenceGiven[] | null | undefined): readonly Evidence[] =>
  (given ?? []).map(({ name, uri, sha256, moment, view }) => ({
    name,
    uri,
    sha256: sha256 ?? null,
    ...(moment ? { moment } : {}),
    ...(view ? { view } : {}),
  }));

const NONE: GivenFiles = new Map();
const WHEREVER = systemScope('a photo is used twice whoever may see the other ticket');
const TIDYING = systemScope('what belongs to a ticket is kept');

type UsedFiles = { readonly jurisdiction: string; readonly except: string | null };
type Looking = Pick<TicketDeps, 'evidence' | 'tickets'>;

/** So many tickets with a picture like one are named; it is doubtful with the first. */
const MOST_ALIKE = 5;

/** For each file that is a picture: the tickets with another that looks the same. Two commands to the database, none where nothing was seen. */
async function alikeFiles({ evidence, tickets }: Looking, files: readonly EvidenceFile[], used: UsedFiles) {
  const looks = files.flatMap(({ look }) => look ?? []);
  if (looks.length === 0) return () => [];
  const near = await evidence.near(WHEREVER, used.jurisdiction, looks);
  const alike = near.filter((other) => files.some((file) => isLike(file, other)));
  const holders = await tickets.holdersOf(
    WHEREVER,
    alike.map(({ id }) => id),
    used.except,
  );
  return (file: EvidenceFile): readonly AlikeFile[] =>
    holders
      .flatMap(({ code, files: held }) => {
        const own = alike.filter((other) => held.has(other.id) && isLike(file, other));
        const differences = own.map(({ look }) => differenceOf(file.look ?? look, look));
        return own.length === 0 ? [] : [{ ticket: code, difference: Math.min(...differences) }];
      })
      .toSorted((a, b) => a.difference - b.difference || a.ticket.localeCompare(b.ticket))
      .slice(0, MOST_ALIKE);
}

/** The same content is more than alike: it is told apart. */
const isLike = ({ look, sha256 }: EvidenceFile, other: Seen): boolean =>
  look !== null && sha256 !== other.sha256 && areAlike(look, other.look);

/**
 * Files by id, with whether their content is evidence of another ticket, and what looks like it: four commands to the database at most,
 * none where there is no id.
 */
export async function givenFiles(
  { evidence, tickets }: Pick<TicketDeps, 'evidence' | 'tickets'>,
  ids: readonly string[],
  { scope, ticketId }: { readonly scope: Scope; readonly ticketId: string | null },
): Promise<GivenFiles> {
  if (ids.length === 0) return NONE;
  const files = await evidence.find(scope, ids);
  const [first] = files;
  if (!first) return NONE;
  const digests = files.map(({ sha256 }) => sha256);
  const elsewhere = { jurisdiction: first.jurisdiction, except: ticketId };
  const [used, alikeTo] = await Promise.all([
    tickets.digestsInUse(WHEREVER, { ...elsewhere, digests }),
    alikeFiles({ evidence, tickets }, files, elsewhere),
  ]);
  return new Map(
    files.map((file): [string, GivenFile] => [
      file.id,
      { ...file, elsewhere: used.has(file.sha256), alike: alikeTo(file) },
    ]),
  );
}

/** Files of evidence that was written wait for no ticket any more. When this does not come to pass, the sweeper finds out. */
export async function keepFiles(
  { evidence }: Pick<TicketDeps, 'evidence'>,
  pieces: readonly Pick<Evidence, 'uri'>[],
): Promise<void> {
  const ids = pieces.flatMap(({ uri }) => fileIdOf(uri) ?? []);
  if (ids.length > 0) await evidence.attach(TIDYING, ids).catch(() => undefined);
}

const filesOf = ({ timeline }: Pick<TicketState, 'timeline'>): readonly string[] =>
  timeline.flatMap((entry) => fileIdsIn(entry));

/**
 * Writes a state whose files may be fewer than before: those that go are nobody's to read from then on, and are removed unless another ticket
 * has them. They are let go before it is written too, for later: where this process dies in between, the sweeper asks the tickets.
 */
export async function withoutLost<Written>(
  { evidence }: Pick<TicketDeps, 'evidence'>,
  { before, after, now }: { readonly before: TicketState; readonly after: TicketState; readonly now: Date },
  write: () => Promise<Written>,
): Promise<Written> {
  const left = new Set(filesOf(after));
  const lost = filesOf(before).filter((id) => !left.has(id));
  if (lost.length === 0) return write();
  await evidence.release(TIDYING, lost, leaseEnd(now));
  const written = await write();
  await evidence.release(TIDYING, lost, now).catch(() => undefined);
  return written;
}

type Judging = Parameters<typeof fileRefusal>[1];

/** The same check for a report, whose ticket is yet to be. */
export function fileProblems(pieces: readonly Evidence[], judging: Judging): readonly InputProblem[] {
  const refusal = fileRefusal(pieces, judging);
  if (refusal === null || !('index' in refusal)) return [];
  const index = refusal.index ?? 0;
  switch (refusal.kind) {
    case 'EVIDENCE_EXPIRED':
      return [
        {
          code: 'EVIDENCE_EXPIRED',
          field: ['evidence', String(index), 'uri'],
          message: '该材料未及时用于工单，已过期，请重新上传',
        },
      ];
    case 'EVIDENCE_CHANGED':
      return [
        {
          code: 'EVIDENCE_CHANGED',
          field: ['evidence', String(index), 'sha256'],
          message: '摘要与已上传的内容不符',
        },
      ];
    default:
      return [
        {
          code: 'EVIDENCE_UNKNOWN',
          field: ['evidence', String(index), 'uri'],
          message: '没有该材料，或不是您本人、本单位上传的',
        },
      ];
  }
}
