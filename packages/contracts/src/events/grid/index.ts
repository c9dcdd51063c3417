import type { EventType } from '../../event.ts';
import { gridPublished, gridRetired } from './grid-published.ts';
import { itemListPublished } from './item-list-published.ts';

export * from './grid-published.ts';
export * from './item-list-published.ts';

/** Every event type of the domain; consumers and the AsyncAPI document read this list. */
export const gridEvents: readonly EventType<unknown>[] = [gridPublished, gridRetired, itemListPublished];
