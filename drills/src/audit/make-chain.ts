import { generateKeyPairSync } from 'node:crypto';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type AuditFact,
  type ChainHead,
  type Checkpoint,
  chainEntries,
  createSealer,
  GENESIS,
  lineOfCheckpoint,
  lineOfEntry,
} from '@gridlink/audit-chain';
import type { Chance } from '@gridlink/bench';

/** A long chain in a file, with its checkpoints and their keys in two others, as an auditor exports them. */
export type ChainFile = {
  readonly path: string;
  readonly length: number;
  /** Where line n (from 1) begins is `offsets[n - 1]`; the last one is the end of the file. */
  readonly offsets: Float64Array;
  readonly checkpoints: readonly Checkpoint[];
  readonly checkpointsPath: string;
  readonly keysPath: string;
};

const JURISDICTION = 'somewhere';
const START = Date.UTC(2026, 0, 1);
const BATCH = 500;
const SEALED_EVERY = 1_000;
const PURPOSES = ['入户走访核实', '重点人群关爱', '矛盾纠纷调处', '安全隐患排查'];

/** One read of shared data, as a department's program makes thousands a day. */
export function factAt(number: number, chance: Chance): AuditFact {
  const county = `4101${String(chance.int(1, 12)).padStart(2, '0')}000000`;
  return {
    at: new Date(START + number * 900).toISOString(),
    action: chance.int(0, 30) === 0 ? 'READ_REFUSED' : 'READ',
    actor: { subject: `program-${chance.int(1, 400)}`, kind: 'PROGRAM' },
    organization: `${county}-CIVIL_AFFAIRS`,
    areas: ['410000000000', '410100000000', county],
    grant: `grant-${chance.int(1, 5_000)}`,
    purpose: PURPOSES[chance.int(0, PURPOSES.length - 1)] ?? '',
    fields: ['name', 'phone'],
    count: chance.int(0, 200),
    records: [`record-${chance.int(1, 999_999)}`],
    requestId: `request-${number}`,
  };
}

/** Writes the chain and its checkpoints: about one in a thousand entries, always one for the last. */
export async function makeChain(folder: string, length: number, chance: Chance): Promise<ChainFile> {
  const path = join(folder, 'chain.ndjson');
  const offsets = new Float64Array(length + 1);
  const checkpoints: Checkpoint[] = [];
  const sealer = createSealer({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'drill' });
  const seal = ({ sequence, hash }: ChainHead): void => {
    checkpoints.push(sealer.seal({ jurisdiction: JURISDICTION, sequence, hash, at: new Date(START).toISOString() }));
  };

  async function* lines(): AsyncGenerator<string> {
    let head: ChainHead = GENESIS;
    let offset = 0;
    while (head.sequence < length) {
      const first = head.sequence + 1;
      const facts = Array.from({ length: Math.min(BATCH, length - head.sequence) }, (_, at) =>
        factAt(first + at, chance),
      );
      let text = '';
      for (const entry of chainEntries(JURISDICTION, head, facts)) {
        const line = `${lineOfEntry(entry)}\n`;
        offset += Buffer.byteLength(line);
        offsets[entry.sequence] = offset;
        text += line;
        head = { sequence: entry.sequence, hash: entry.hash };
        if (entry.sequence === length || chance.int(1, SEALED_EVERY) === 1) seal(head);
      }
      yield text;
    }
  }

  await pipeline(lines, createWriteStream(path));
  const checkpointsPath = join(folder, 'checkpoints.ndjson');
  writeFileSync(checkpointsPath, checkpoints.map((one) => `${lineOfCheckpoint(one)}\n`).join(''));
  const keysPath = join(folder, 'audit.jwks');
  writeFileSync(keysPath, JSON.stringify(sealer.keySet));
  return { path, length, offsets, checkpoints, checkpointsPath, keysPath };
}
