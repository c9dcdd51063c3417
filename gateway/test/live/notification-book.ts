import { randomUUID } from 'node:crypto';
import { notificationTold } from '@gridlink/contracts';
import type { EventBus } from '@gridlink/event-bus';
import { type Scope, type SubgraphContext, scopeOf } from '@gridlink/subgraph-kit';

/** Whom a notification is for, and of which kind it is. */
export type Told = { readonly places: readonly string[]; readonly kind?: string; readonly jurisdiction?: string };

type Notification = { readonly id: string; readonly kind: string; readonly places: readonly string[] };

const JURISDICTION = 'somewhere';

const worksAt = (scope: Scope, { places }: Notification): boolean =>
  scope.reach === 'BOUNDED' &&
  scope.jurisdiction === JURISDICTION &&
  [scope.area, scope.organization, ...(scope.grids ?? [])].some((place) => place && places.includes(place));

/** Notifications: what the subgraph answers and what the stream tells. Kind SERVICE is one that every account here has turned off. */
export function createNotificationBook(bus: EventBus) {
  const kept = new Map<string, Notification>();

  /** Writes a notification and announces it, as the service does. */
  const notify = async (id: string, { places, kind = 'WORK', jurisdiction = JURISDICTION }: Told): Promise<void> => {
    kept.set(id, { id, kind, places });
    await bus.publish({
      specversion: '1.0',
      id: randomUUID(),
      source: '/gridlink/tickets',
      type: notificationTold.type,
      subject: id,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      jurisdiction,
      division: '410105001001',
      sequence: 1,
      data: { notification: { id, jurisdiction, kind, urgent: false, places } },
    });
  };

  const notification = (_: unknown, { id }: { id: string }, context: unknown): Notification | null => {
    const found = kept.get(id);
    if (found === undefined || found.kind === 'SERVICE') return null;
    return worksAt(scopeOf((context as SubgraphContext).caller), found) ? found : null;
  };
  return { notify, notification };
}
