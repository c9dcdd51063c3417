import type { GridSnapshot } from '@gridlink/contracts';
import { type KeptAggregate, keepingNewest, notNewer } from '@gridlink/event-bus';
import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { Collection, Db } from 'mongodb';

/** What this service keeps of a grid: where it lies and every code it has had. */
export type KnownGrid = KeptAggregate & {
  readonly code: string;
  /** `code` and all former ones. */
  readonly codes: readonly string[];
  readonly jurisdiction: string;
  readonly division: string;
  readonly areas: readonly string[];
  readonly retired: boolean;
};

export type KnownGrids = {
  byIds(scope: Scope, ids: readonly string[]): Promise<KnownGrid[]>;
  byCodes(scope: Scope, codes: readonly string[]): Promise<KnownGrid[]>;
  /** Takes in a published grid as a whole, as the event of that number shows it; what is newer stays. */
  remember(grid: GridSnapshot, sequence: number): Promise<void>;
  markRetired(id: string, sequence: number): Promise<void>;
  ensureIndexes(): Promise<void>;
};

export function createKnownGrids(db: Db): KnownGrids {
  const grids: Collection<KnownGrid> = db.collection('known_grids');
  const keep = keepingNewest(grids);
  const within = (scope: Scope) => {
    if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return {};
    return scope.reach === 'PUBLIC' ? NOTHING : { jurisdiction: scope.jurisdiction };
  };
  return {
    byIds: (scope, ids) => grids.find({ $and: [{ _id: { $in: [...ids] } }, within(scope)] }).toArray(),
    byCodes: (scope, codes) => grids.find({ $and: [{ codes: { $in: [...codes] } }, within(scope)] }).toArray(),
    async remember({ id, code, formerCodes, jurisdiction, division, areas }, sequence) {
      const codes = [code, ...formerCodes];
      await keep({ _id: id, code, codes, jurisdiction, division, areas, retired: false, sequence });
    },
    async markRetired(id, sequence) {
      await grids.updateOne(notNewer<KnownGrid>(id, sequence), { $set: { retired: true, sequence } });
    },
    async ensureIndexes() {
      await grids.createIndex({ codes: 1 }, { name: 'grid by any of its codes' });
    },
  };
}
