import { type LiveEvent, subjectIdOf } from './live-event.ts';
import type { EventField } from './live-fields.ts';

const isOf = (event: LiveEvent, kinds: unknown): boolean =>
  event.noun === 'notification' && (!Array.isArray(kinds) || kinds.includes(event.notification.kind));

/** What the caller's desks are told; which desks these are, and which kinds the account has turned off, the graph knows. */
export const NOTIFICATION_FIELD = {
  kind: 'EVENTS',
  asked: { field: 'notification', query: 'notification', argument: { name: 'id', type: 'ID!' }, least: 'id' },
  wants:
    ({ kinds }) =>
    (event) =>
      isOf(event, kinds),
  interest: () => ({}),
  valueOf: subjectIdOf,
  local: ({ at }, cursor) => ({ cursor, at }),
} as const satisfies EventField;
