import { unlessTaken } from '@gridlink/event-bus';
import type { Connection } from 'mongoose';
import type { Standard } from '../domain/standard.ts';
import type { StandardRepository } from '../use-cases/standard-repository.ts';

type StandardDocument = Omit<Standard, 'id'> & { readonly _id: string };

const toStandard = ({ _id, ...rest }: StandardDocument): Standard => ({ id: _id, ...rest });

/** Versions looked through for a place; a division has few in its life. */
const MOST_VERSIONS = 50;
const FRESH_FOR_MS = 2_000;

type Kept = { readonly at: number; readonly standard: Standard | null };

/** Every version of every territory's table. Acceptances ask for the same few, so what was read is kept for a moment. */
export function createStandardRepository(
  connection: Connection,
): StandardRepository & { ensureIndexes(): Promise<void> } {
  const standards = connection.collection<StandardDocument>('handling_standards');
  const kept = new Map<string, Kept>();

  const read = async (jurisdiction: string, areas: readonly string[], now: Date): Promise<Standard | null> => {
    const heads = await standards
      .find(
        { jurisdiction, division: { $in: [...areas] }, effectiveFrom: { $lte: now } },
        { projection: { conditions: 0 } },
      )
      .sort({ effectiveFrom: -1, version: -1 })
      .limit(MOST_VERSIONS)
      .toArray();
    const nearest = areas.findLast((area) => heads.some(({ division }) => division === area));
    const head = heads.find(({ division }) => division === nearest);
    const found = head ? await standards.findOne({ _id: head._id }) : null;
    return found ? toStandard(found as StandardDocument) : null;
  };

  return {
    async inForce(jurisdiction, areas, now) {
      const key = areas.join();
      const fresh = kept.get(key);
      if (fresh && Math.abs(now.getTime() - fresh.at) < FRESH_FOR_MS) return fresh.standard;
      const standard = await read(jurisdiction, areas, now);
      // Places are many and stay alike: what was read for one is soon read again, and what is old is dropped whole.
      if (kept.size > 1_000) kept.clear();
      kept.set(key, { at: now.getTime(), standard });
      return standard;
    },
    async newest(jurisdiction, division) {
      const [found] = await standards.find({ jurisdiction, division }).sort({ version: -1 }).limit(1).toArray();
      return found ? toStandard(found as StandardDocument) : null;
    },
    async version(jurisdiction, division, version) {
      const found = await standards.findOne({ jurisdiction, division, version });
      return found ? toStandard(found as StandardDocument) : null;
    },
    async versions(jurisdiction, division) {
      const found = await standards
        .find({ jurisdiction, division }, { projection: { conditions: 0 } })
        .sort({ version: -1 })
        .limit(MOST_VERSIONS)
        .toArray();
      return found.map((head) => toStandard(head as StandardDocument));
    },
    add({ id, ...standard }) {
      kept.clear();
      return unlessTaken(standards.insertOne({ _id: id, ...standard }));
    },
    async ensureIndexes() {
      await standards.createIndexes([
        { name: 'standards-in-force', key: { jurisdiction: 1, division: 1, effectiveFrom: -1, version: -1 } },
        { name: 'standard-versions', key: { jurisdiction: 1, division: 1, version: -1 } },
      ]);
    },
  };
}
