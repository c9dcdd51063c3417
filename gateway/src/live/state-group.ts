import type { Caller } from '@gridlink/contracts';
import type { AskGraph } from './ask-graph.ts';
import type { ClientStream } from './client-stream.ts';
import type { Listener } from './listeners.ts';
import type { StateField } from './live-fields.ts';
import { type Push, pushOf } from './push.ts';
import { type Reach, reaches } from './reach.ts';
import { refusedEnd, type StreamEnd, unavailableEnd } from './stream-end.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';

export type StatePlan = SubscriptionPlan & { readonly field: StateField };

export type StateGroupDeps = {
  readonly plan: StatePlan;
  readonly caller: Caller;
  readonly reach: Reach;
  readonly ask: AskGraph;
  /** Shortest time between two pushes, milliseconds: what changed meanwhile goes together. */
  readonly everyMs: number;
};

/** Streams that show the same state: it is read once for all, when something changed and not too often. */
export type StateGroup = Listener & {
  readonly isEmpty: boolean;
  join(stream: ClientStream): void;
  leave(stream: ClientStream): void;
};

export function createStateGroup({ plan, caller, reach, ask, everyMs }: StateGroupDeps): StateGroup {
  const members = new Set<ClientStream>();
  let last: Push | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let isReading = false;
  let hasChanged = false;
  let changedAt = Number.NEGATIVE_INFINITY;
  const { settleMs } = plan.field;

  const read = async (): Promise<Push | StreamEnd | null> => {
    const at = new Date();
    const outcome = await ask(plan, caller, plan.field.valueOf(plan.args));
    if (outcome.kind === 'SHOWN')
      return pushOf(plan, outcome, { sequence: null, cursor: null, local: plan.field.local(at) });
    if (outcome.kind === 'HIDDEN') return null;
    return outcome.kind === 'REFUSED' ? refusedEnd(outcome.errors) : unavailableEnd(outcome.errors);
  };

  const refresh = async (): Promise<void> => {
    isReading = true;
    hasChanged = false;
    readAt = Date.now();
    const answer = await read().catch(() => unavailableEnd([]));
    isReading = false;
    if (answer && 'kind' in answer) for (const stream of [...members]) stream.end(answer);
    else if (answer) {
      last = answer;
      for (const stream of members) stream.offer(answer);
    }
    // What changed shortly before the read may not have been in it.
    if (hasChanged || readAt < changedAt + settleMs) schedule();
  };

  const schedule = (): void => {
    hasChanged = true;
    if (timer || isReading) return;
    const wait = Math.max(0, Math.max(readAt + everyMs, changedAt + settleMs) - Date.now());
    timer = setTimeout(() => {
      timer = undefined;
      if (members.size > 0) void refresh();
    }, wait);
    timer.unref();
  };

  return {
    reach,
    interest: plan.field.interest(plan.args),
    get isEmpty() {
      return members.size === 0;
    },
    join(stream) {
      members.add(stream);
      // A state that is still fresh is shown at once; a newer one is on its way where something has changed since.
      if (last && Date.now() - readAt < everyMs) stream.offer(last);
      else schedule();
    },
    leave(stream) {
      members.delete(stream);
      if (members.size > 0) return;
      clearTimeout(timer);
      timer = undefined;
    },
    hear(event) {
      if (members.size === 0 || !reaches(reach, event) || !plan.wants(event)) return;
      changedAt = Date.now();
      schedule();
    },
  };
}
