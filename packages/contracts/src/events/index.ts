import type { EventType } from '../event.ts';
import { dataexchangeEvents } from './dataexchange/index.ts';
import { gridEvents } from './grid/index.ts';
import { personnelEvents } from './personnel/index.ts';
import {
  deliberationEvents,
  instructionEvents,
  notificationTold,
  suggestionEvents,
  ticketsEvents,
} from './tickets/index.ts';

/** All event types by their name. */
export const EVENT_TYPES: ReadonlyMap<string, EventType<unknown>> = new Map(
  [
    ...gridEvents,
    ...personnelEvents,
    ...ticketsEvents,
    ...instructionEvents,
    ...suggestionEvents,
    notificationTold,
    ...deliberationEvents,
    ...dataexchangeEvents,
  ].map((event) => [event.type, event]),
);
