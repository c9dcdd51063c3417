import type { EventType } from '../../event.ts';

/** Every event type of the domain; consumers and the AsyncAPI document read this list. */
export const dataexchangeEvents: readonly EventType<unknown>[] = [];
