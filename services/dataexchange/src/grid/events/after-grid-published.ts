import { gridPublished, gridRetired } from '@gridlink/contracts';
import type { ConsumerOptions } from '@gridlink/event-bus';
import type { KnownGrids } from '../persistence/known-grids.ts';

/** Keeps where every grid lies, so that rows naming a grid find their place and grids find their rows. */
export const gridConsumer = (grids: KnownGrids): ConsumerOptions => ({
  name: 'dataexchange-grids',
  domain: 'grid',
  noun: 'grid',
  handlers: {
    [gridPublished.type]: ({ data, sequence }) => grids.remember(gridPublished.data.parse(data).grid, sequence),
    [gridRetired.type]: ({ data, sequence }) => grids.markRetired(gridRetired.data.parse(data).gridId, sequence),
  },
});
