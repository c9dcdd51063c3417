import type { Caller } from '@gridlink/contracts';
import type { AskGraph } from './ask-graph.ts';
import type { ClientStream } from './client-stream.ts';
import { createEventGroup, type EventGroup, type EventPlan } from './event-group.ts';
import type { Listeners } from './listeners.ts';
import type { Reach } from './reach.ts';
import { createStateGroup, type StateGroup, type StatePlan } from './state-group.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';

export type GroupsDeps = {
  readonly listeners: Listeners;
  readonly ask: AskGraph;
  readonly cursorOf: (sequence: number) => string;
  readonly mostWaiting: number;
  readonly stateEveryMs: number;
};

export type Member = {
  readonly plan: SubscriptionPlan;
  readonly caller: Caller;
  readonly reach: Reach;
  /** The same for all who are answered alike. */
  readonly alike: string;
};

/** A group somebody holds: it listens until the last who holds it has let go. */
export type HeldGroup<Group> = { readonly group: Group; release(stream: ClientStream): void };

export type Groups = {
  ofEvents(member: Member & { readonly plan: EventPlan }): HeldGroup<EventGroup>;
  ofState(member: Member & { readonly plan: StatePlan }): HeldGroup<StateGroup>;
  readonly size: number;
};

type Kept = { readonly group: EventGroup | StateGroup; holders: number };

/** All groups by who is answered alike. */
export function createGroups(deps: GroupsDeps): Groups {
  const kept = new Map<string, Kept>();

  const hold = <Group extends EventGroup | StateGroup>(alike: string, make: () => Group): HeldGroup<Group> => {
    const known = kept.get(alike) ?? { group: make(), holders: 0 };
    if (known.holders === 0) {
      kept.set(alike, known);
      deps.listeners.add(known.group);
    }
    known.holders += 1;
    return {
      // One key is of one subscription field, so of one kind of group.
      group: known.group as Group,
      release(stream) {
        known.group.leave(stream);
        known.holders -= 1;
        if (known.holders > 0) return;
        kept.delete(alike);
        deps.listeners.remove(known.group);
      },
    };
  };

  return {
    ofEvents: ({ alike, ...member }) =>
      hold(alike, () =>
        createEventGroup({ ...member, ask: deps.ask, cursorOf: deps.cursorOf, most: deps.mostWaiting }),
      ),
    ofState: ({ alike, ...member }) =>
      hold(alike, () => createStateGroup({ ...member, ask: deps.ask, everyMs: deps.stateEveryMs })),
    get size() {
      return kept.size;
    },
  };
}
