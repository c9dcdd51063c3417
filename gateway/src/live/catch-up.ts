import { setTimeout as pause } from 'node:timers/promises';
import type { EarlierEvents, StreamPosition } from '@gridlink/event-bus';
import type { ClientStream } from './client-stream.ts';
import { type EventGroup, type EventPlan, isEnd } from './event-group.ts';
import { type LiveEvent, liveEventOf } from './live-event.ts';
import { type Reach, reaches } from './reach.ts';
import type { RecentEvents } from './recent-events.ts';
import { READ_AGAIN } from './stream-end.ts';

export type CatchUpDeps = {
  readonly recent: RecentEvents;
  /** Reads what is too old for memory out of the stream. */
  readonly readAfter: (position: StreamPosition, jurisdiction: string) => Promise<EarlierEvents>;
  /** How far events have been heard here. */
  readonly heardUpTo: () => number;
  readonly isCurrent: () => boolean;
  readonly retryMs: number;
  /** How often to look again for what a client has seen elsewhere and this gateway has not heard. */
  readonly retries: number;
};

export type LateComer = {
  readonly stream: ClientStream;
  readonly answer: EventGroup['answer'];
  /** Lets the stream hear live from now on. */
  readonly join: () => void;
  readonly plan: EventPlan;
  readonly reach: Reach;
  readonly generation: string;
};

type Stretch = { readonly events: readonly LiveEvent[]; readonly upTo: number } | 'GONE' | 'AWAY';

/**
 * Gives a stream everything between its position and now, then lets it join those that hear live. The last look and the joining happen
 * without anything in between, so no event falls there; the position decides what was had already, so none comes twice.
 */
export async function catchUp(deps: CatchUpDeps, late: LateComer): Promise<void> {
  const { stream } = late;
  if (!(await isHeardThere(deps, stream))) return stream.end(READ_AGAIN);
  while (!stream.isEnded) {
    const recent = deps.recent.after(stream.position);
    if (recent?.length === 0) return late.join();
    const stretch = recent
      ? { events: recent, upTo: recent.at(-1)?.sequence ?? stream.position }
      : await readStretch(deps, late);
    if (stretch === 'GONE') return stream.end(READ_AGAIN);
    if (stretch === 'AWAY') await pause(deps.retryMs, undefined, { ref: false });
    else await give(stretch, late);
  }
}

/**
 * Waits until events have been heard as far as a client has seen them: another gateway may be a moment ahead. Where this one stays
 * behind, the broker has lost what the client saw, and its place with it.
 */
async function isHeardThere(deps: CatchUpDeps, stream: ClientStream): Promise<boolean> {
  let retries = deps.retries;
  while (!stream.isEnded && deps.heardUpTo() < stream.position) {
    if (retries === 0) return false;
    if (deps.isCurrent()) retries -= 1;
    await pause(deps.retryMs, undefined, { ref: false });
  }
  return true;
}

async function readStretch(deps: CatchUpDeps, { stream, reach, generation }: LateComer): Promise<Stretch> {
  const from = { generation, sequence: stream.position };
  try {
    const earlier = await deps.readAfter(from, reach.kind === 'EVERYTHING' ? '*' : reach.jurisdiction);
    if (earlier === 'GONE') return 'GONE';
    return { events: earlier.events.flatMap((each) => liveEventOf(each) ?? []), upTo: earlier.upTo };
  } catch {
    // The broker is away, or went away in the middle: the stream stays open until it is back.
    return 'AWAY';
  }
}

async function give(
  { events, upTo }: Exclude<Stretch, string>,
  { stream, answer, plan, reach }: LateComer,
): Promise<void> {
  for (const event of events) {
    if (stream.isEnded) return;
    if (event.sequence <= stream.position || !reaches(reach, event) || !plan.wants(event)) continue;
    const answered = await answer(event);
    if (answered && isEnd(answered)) return stream.end(answered);
    if (answered) await stream.deliver(answered);
  }
  stream.pass(upTo);
}
