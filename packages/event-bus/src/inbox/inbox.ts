import type { EventEnvelope } from '@gridlink/contracts';
import type { Db } from 'mongodb';
import { DONE, type EventBus, type RunningSubscription, type Verdict } from '../bus/event-bus.ts';
import { createDeadLetters, type DeadLetter, type DeadLetters } from './dead-letters.ts';
import { createPositions, type Position } from './positions.ts';

/** Reacts to one event. May be called again for an event it has handled (a crash between its write and the inbox's): it must be idempotent. */
export type EventHandler = (event: EventEnvelope) => Promise<void>;

export type ConsumerOptions = {
  /** Durable name, unique in the domain: `personnel-grids`. */
  readonly name: string;
  readonly domain: string;
  readonly noun: string;
  /** By event type. Types without a handler are passed over. */
  readonly handlers: Readonly<Record<string, EventHandler>>;
};

type ReplayResult = { readonly replayed: number; readonly failed: number };

export type Inbox = {
  consume(options: ConsumerOptions): Promise<RunningSubscription>;
  /** Handles parked events again, oldest first; those that fail stay parked with the new reason. */
  replay(options: ConsumerOptions): Promise<ReplayResult>;
  readonly deadLetters: DeadLetters;
};

export type InboxDeps = {
  readonly db: Db;
  readonly bus: EventBus;
  readonly onProblem: (message: string, error: unknown) => void;
  readonly now?: () => Date;
  /** Wait before the next attempt, milliseconds. */
  readonly backoffMs?: (attempt: number) => number;
};

const MAX_ATTEMPTS = 5;
const MAX_EARLY = 200;
/** How soon a running consumer does what an operator asked for. */
const REQUESTS_EVERY_MS = 2_000;

const doubling = (attempt: number): number => 200 * 2 ** attempt;

/**
 * Each event of an aggregate is handled once and in the aggregate's order, whatever the broker does:
 * seen ones are passed over by sequence, early ones wait in the inbox, poison is parked and the rest goes on.
 */
export function createInbox(deps: InboxDeps): Inbox {
  const { db, bus, onProblem, now = () => new Date(), backoffMs = doubling } = deps;
  const positions = createPositions(db);
  const deadLetters = createDeadLetters(db);

  const settle = async (options: ConsumerOptions, event: EventEnvelope, attempt: number): Promise<Verdict> => {
    const handler = options.handlers[event.type];
    if (!handler) return DONE;
    try {
      await handler(event);
      return DONE;
    } catch (error) {
      onProblem(`${options.name}: ${event.type} of ${event.subject}, attempt ${attempt}`, error);
      if (attempt < MAX_ATTEMPTS) return { kind: 'RETRY', delayMs: backoffMs(attempt) };
      await deadLetters.park({ consumer: options.name, event, reason: String(error), attempts: attempt, now: now() });
      return DONE;
    }
  };

  /** Handles what waits in the inbox and whose turn has come. Looks again after each: other replicas leave early ones here too. */
  const drainEarly = async (options: ConsumerOptions, position: Position): Promise<void> => {
    const turn = position.sequence + 1;
    const next = position.early.find(({ sequence }) => sequence === turn);
    if (!next) return;
    // Nothing redelivers an early event, so it gets all its attempts here.
    for (let attempt = 1; (await settle(options, next, attempt)).kind === 'RETRY'; attempt++)
      await pause(backoffMs(attempt));
    await drainEarly(options, await positions.advance(position, turn));
  };

  const handle = async (options: ConsumerOptions, event: EventEnvelope, attempt: number): Promise<Verdict> => {
    const position = await positions.read(`${options.name}|${event.subject}`);
    if (event.sequence <= position.sequence) return DONE;
    if (event.sequence > position.sequence + 1) return keepEarly(options, position, event);
    const verdict = await settle(options, event, attempt);
    if (verdict.kind === 'RETRY') return verdict;
    await drainEarly(options, await positions.advance(position, event.sequence));
    return DONE;
  };

  const keepEarly = async (options: ConsumerOptions, position: Position, event: EventEnvelope): Promise<Verdict> => {
    if (position.early.some((waiting) => waiting.sequence === event.sequence)) return DONE;
    if (position.early.length >= MAX_EARLY) return { kind: 'RETRY', delayMs: 5_000 };
    // The one before it may have been handled by another replica since the position was read: then nobody else comes for this one.
    await drainEarly(options, await positions.putBy(position._id, event));
    return DONE;
  };

  const replayLetters = async (options: ConsumerOptions, letters: readonly DeadLetter[]): Promise<ReplayResult> => {
    const result = { replayed: 0, failed: 0 };
    for (const { _id, event, attempts } of letters) {
      try {
        await options.handlers[event.type]?.(event);
        await deadLetters.markReplayed(_id, now());
        result.replayed += 1;
      } catch (error) {
        const reason = String(error);
        await deadLetters.park({ consumer: options.name, event, reason, attempts: attempts + 1, now: now() });
        result.failed += 1;
      }
    }
    return result;
  };

  return {
    deadLetters,
    async consume(options) {
      await deadLetters.ensureIndexes();
      const subscription = await bus.subscribe({
        domain: options.domain,
        noun: options.noun,
        durable: options.name,
        handle: ({ event, attempt }) => handle(options, event, attempt),
        setAside: (message) => deadLetters.setAside(options.name, message, now()),
      });
      const requests = every(
        REQUESTS_EVERY_MS,
        async () => {
          await replayLetters(options, await deadLetters.requested(options.name));
        },
        onProblem,
      );
      return {
        async stop() {
          await requests.stop();
          await subscription.stop();
        },
      };
    },
    replay: async (options) => replayLetters(options, await deadLetters.list(options.name)),
  };
}

/** Does the work again and again, never twice at once, until stopped. */
function every(
  milliseconds: number,
  work: () => Promise<void>,
  onProblem: InboxDeps['onProblem'],
): RunningSubscription {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = work()
      .catch((error: unknown) => onProblem('replay of parked events', error))
      .finally(() => {
        busy = false;
      });
  }, milliseconds);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
