import type { Scope } from '@gridlink/subgraph-kit';
import type { BatchDocument, RecordModels } from './record-documents.ts';

export type Batches = { byId(scope: Scope, id: string): Promise<BatchDocument | null> };

export const createBatches = ({ batches }: RecordModels): Batches => ({
  byId: (scope, id) =>
    scope.reach === 'BOUNDED'
      ? batches.findOne({ _id: id, jurisdiction: scope.jurisdiction }, { outbox: 0 }).lean<BatchDocument | null>()
      : Promise.resolve(null),
});
