import { createAggregateStore, type Publisher } from '@gridlink/event-bus';
import type { Connection } from 'mongoose';
import { divisionModel, ensureDivisionIndexes } from './division/persistence/division-document.ts';
import { mongoDivisionRepository } from './division/persistence/mongo-division-repository.ts';
import { ensureGridIndexes, gridCollection, gridModel } from './grid/persistence/grid-document.ts';
import { mongoGridRepository } from './grid/persistence/mongo-grid-repository.ts';
import { mongoPublicationTurns } from './grid/persistence/mongo-publication-turns.ts';
import { mongoSerialCounter } from './grid/persistence/mongo-serial-counter.ts';
import {
  ensureItemListIndexes,
  itemListCollection,
  itemListModel,
} from './item-list/persistence/item-list-document.ts';
import { mongoItemListRepository } from './item-list/persistence/mongo-item-list-repository.ts';

/** Everything this service keeps, with its indexes made. */
export async function openPersistence(connection: Connection, publisher: Publisher) {
  const divisions = divisionModel(connection);
  const grids = gridModel(connection);
  const itemLists = itemListModel(connection);
  await Promise.all([ensureDivisionIndexes(divisions), ensureGridIndexes(grids), ensureItemListIndexes(itemLists)]);
  return {
    divisions: mongoDivisionRepository(divisions),
    grids: mongoGridRepository(grids, createAggregateStore(gridCollection(grids), publisher)),
    itemLists: mongoItemListRepository(itemLists, createAggregateStore(itemListCollection(itemLists), publisher)),
    serials: mongoSerialCounter(connection),
    turns: mongoPublicationTurns(connection),
    /** Collections whose outboxes the relay looks into. */
    collections: [gridCollection(grids), itemListCollection(itemLists)] as unknown as Parameters<
      typeof createAggregateStore
    >[0][],
  };
}
