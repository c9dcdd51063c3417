import type { Caller } from '@gridlink/contracts';
import type { AskGraph, Outcome } from './ask-graph.ts';
import type { ClientStream } from './client-stream.ts';
import type { Listener } from './listeners.ts';
import { type LiveEvent, seenByOf } from './live-event.ts';
import type { EventField } from './live-fields.ts';
import { type Push, pushOf } from './push.ts';
import { type Reach, reaches } from './reach.ts';
import { refusedEnd, type StreamEnd, TOO_SLOW, unavailableEnd } from './stream-end.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';

export type EventPlan = SubscriptionPlan & { readonly field: EventField };

export type EventGroupDeps = {
  readonly plan: EventPlan;
  /** Any of its members: all are answered alike. */
  readonly caller: Caller;
  readonly reach: Reach;
  readonly ask: AskGraph;
  readonly cursorOf: (sequence: number) => string;
  /** Most events that may wait for the graph. */
  readonly most: number;
};

/** Streams that are answered alike: the graph is asked once for all of them. */
export type EventGroup = Listener & {
  readonly isEmpty: boolean;
  /** True while every event heard so far has been answered. */
  readonly isIdle: boolean;
  /** Takes a stream in that has everything up to its position. */
  join(stream: ClientStream): void;
  leave(stream: ClientStream): void;
  /** The push of an event, an end, or nothing where the caller is not to know of it. */
  answer(event: LiveEvent): Promise<Push | StreamEnd | null>;
};

export const isEnd = (answer: Push | StreamEnd): answer is StreamEnd => 'kind' in answer;

/** A failure is pushed with its errors only where the event itself says that the caller may see what it is about. */
const isShown = (outcome: Outcome, event: LiveEvent): outcome is Outcome & { kind: 'SHOWN' | 'FAILED' } =>
  outcome.kind === 'SHOWN' || (outcome.kind === 'FAILED' && seenByOf(event) !== undefined);

export function createEventGroup({ plan, caller, reach, ask, cursorOf, most }: EventGroupDeps): EventGroup {
  const { field, args, wants } = plan;
  const members = new Map<ClientStream, number>();
  const waiting: { readonly sequence: number; readonly answer: Promise<Push | StreamEnd | null> }[] = [];
  let isDelivering = false;

  const answerTo = async (event: LiveEvent): Promise<Push | StreamEnd | null> => {
    const outcome = await ask(plan, caller, field.valueOf(event));
    if (isShown(outcome, event)) {
      const { sequence } = event;
      const cursor = cursorOf(sequence);
      return pushOf(plan, outcome, { sequence, cursor, local: field.local(event, cursor, args, caller) });
    }
    if (outcome.kind === 'REFUSED') return refusedEnd(outcome.errors);
    return outcome.kind === 'UNAVAILABLE' ? unavailableEnd(outcome.errors) : null;
  };

  const endAll = (end: StreamEnd): void => {
    for (const stream of [...members.keys()]) stream.end(end);
  };

  const give = (sequence: number, answer: Push | StreamEnd | null): void => {
    if (answer && isEnd(answer)) endAll(answer);
    for (const [stream, joinedAt] of members) {
      if (sequence <= joinedAt) continue;
      if (answer && !isEnd(answer)) stream.offer(answer);
      else stream.pass(sequence);
    }
  };

  // The graph is asked for several events at a time; what it says is passed on in their order.
  const deliver = async (): Promise<void> => {
    isDelivering = true;
    for (let next = waiting[0]; next; next = waiting[0]) {
      const answer = await next.answer;
      give(next.sequence, answer);
      waiting.shift();
    }
    isDelivering = false;
  };

  return {
    reach,
    interest: field.interest(args),
    get isEmpty() {
      return members.size === 0;
    },
    get isIdle() {
      return waiting.length === 0;
    },
    join: (stream) => void members.set(stream, stream.position),
    leave: (stream) => void members.delete(stream),
    answer: answerTo,
    hear(event) {
      if (members.size === 0 || !reaches(reach, event) || !wants(event)) return;
      if (waiting.length >= most) return endAll(TOO_SLOW);
      waiting.push({ sequence: event.sequence, answer: answerTo(event).catch(() => unavailableEnd([])) });
      if (!isDelivering) void deliver();
    },
  };
}
