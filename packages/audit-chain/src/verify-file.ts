import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { ChainHead } from './audit-entry.ts';
import type { CheckpointReader } from './checkpoint.ts';
import { type ChainVerdict, createChainVerifier } from './verify-chain.ts';

/** What an export is held against. */
export type VerifyOptions = {
  /** Signed checkpoints, one a line and by their numbers, with what reads them. */
  readonly checkpoints?: { readonly path: string; readonly read: CheckpointReader } | undefined;
  /** Number and hash of an entry that somebody noted. */
  readonly head?: ChainHead | undefined;
  /** The entry before the first line; `ANYWHERE` for a part whose beginning proves nothing. */
  readonly after?: ChainHead | 'ANYWHERE' | undefined;
};

export type FileVerdict =
  | ChainVerdict
  | { readonly kind: 'BAD_CHECKPOINT'; readonly line: number; readonly problem: string };

class BadCheckpoint extends Error {
  readonly line: number;
  constructor(line: number, problem: string) {
    super(problem);
    this.line = line;
  }
}

const linesOf = (input: Readable) => createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });

async function* checkpointsOf({ checkpoints }: VerifyOptions): AsyncGenerator<ChainHead> {
  if (checkpoints === undefined) return;
  let line = 0;
  let jurisdiction: string | undefined;
  let last = 0;
  for await (const text of linesOf(createReadStream(checkpoints.path))) {
    line += 1;
    if (text === '') continue;
    const checkpoint = checkpoints.read(text);
    if (typeof checkpoint === 'string') throw new BadCheckpoint(line, checkpoint);
    jurisdiction ??= checkpoint.jurisdiction;
    if (checkpoint.jurisdiction !== jurisdiction)
      throw new BadCheckpoint(line, `belongs to ${checkpoint.jurisdiction}`);
    if (checkpoint.sequence <= last) throw new BadCheckpoint(line, 'stands before an earlier one');
    last = checkpoint.sequence;
    yield { sequence: checkpoint.sequence, hash: checkpoint.hash };
  }
}

/** Checkpoints and the noted head, by their numbers; those of the part before the file are passed over. */
async function* notesOf(options: VerifyOptions): AsyncGenerator<ChainHead> {
  const { head, after } = options;
  const from = typeof after === 'object' ? after.sequence : 0;
  let mine = head;
  for await (const checkpoint of checkpointsOf(options)) {
    if (mine && mine.sequence < checkpoint.sequence) {
      yield mine;
      mine = undefined;
    }
    if (checkpoint.sequence > from) yield checkpoint;
  }
  if (mine) yield mine;
}

/** Reads the export and the checkpoints side by side, line by line, so that a chain of any length takes the same memory. */
export async function verifyAuditFile(export_: string | Readable, options: VerifyOptions = {}): Promise<FileVerdict> {
  const verifier = createChainVerifier(options.after);
  const notes = notesOf(options);
  const input = typeof export_ === 'string' ? createReadStream(export_) : export_;
  try {
    await noteNext(verifier, notes);
    for await (const line of linesOf(input)) {
      if (line === '') continue;
      if (!verifier.take(line)) break;
      if (verifier.noted() === undefined) await noteNext(verifier, notes);
    }
    return verifier.verdict();
  } catch (error) {
    if (!(error instanceof BadCheckpoint)) throw error;
    return { kind: 'BAD_CHECKPOINT', line: error.line, problem: error.message };
  } finally {
    input.destroy();
  }
}

async function noteNext(verifier: ReturnType<typeof createChainVerifier>, notes: AsyncGenerator<ChainHead>) {
  const { value } = await notes.next();
  if (value) verifier.note(value);
}
