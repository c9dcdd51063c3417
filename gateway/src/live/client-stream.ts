import type { Caller } from '@gridlink/contracts';
import type { Push } from './push.ts';
import { type StreamEnd, TOO_SLOW } from './stream-end.ts';

/** The way to one client. */
export type Outlet = {
  /** Sends one push; a promise where the client must take it before the next. */
  push(push: Push): Promise<void> | undefined;
  /** A sign of life. With a cursor when everything so far has been sent. */
  beat(cursor: string | null, isSourceAway: boolean): void;
  close(end: StreamEnd, cursor: string | null): void;
};

/** Who the stream is for. Seconds since 1970, as in the token. */
export type StreamOwner = { readonly caller: Caller; readonly issuedAt: number; readonly expiresAt: number };

export type ClientStream = {
  readonly owner: StreamOwner;
  /** Everything up to here was sent or does not matter to the client. */
  readonly position: number;
  readonly isEnded: boolean;
  /** True while nothing waits to be taken by the client. */
  readonly isIdle: boolean;
  /** Queues a push. A client that has too much waiting is ended: it comes back and goes on from its cursor. */
  offer(push: Push): void;
  /** Sends a push and waits until the client has taken it. */
  deliver(push: Push): Promise<void>;
  /** Says that nothing up to a sequence is missing. */
  pass(sequence: number): void;
  beat(cursor: string | null, isSourceAway: boolean): void;
  /** Milliseconds for which the client has taken nothing although something waits. */
  stalledFor(now: number): number;
  /** Ends the stream from this side. */
  end(end: StreamEnd): void;
  /** The client has gone. */
  gone(): void;
};

export type ClientStreamOptions = {
  readonly owner: StreamOwner;
  readonly outlet: Outlet;
  readonly position: number;
  /** Most that may wait for the client. */
  readonly queue: { readonly pushes: number; readonly characters: number };
  readonly onPush: () => void;
  readonly cursorOf: (stream: ClientStream) => string | null;
  readonly onEnd: (stream: ClientStream, end: StreamEnd | null) => void;
};

/** One subscription of one client: what waits for it, bounded, and how far it has come. */
export function createClientStream(options: ClientStreamOptions): ClientStream {
  const { owner, outlet, queue: most } = options;
  let waiting: Push[] = [];
  let characters = 0;
  let { position } = options;
  let isEnded = false;
  let sentAt: number | null = null;
  let isSending = false;
  let sending = Promise.resolve();

  const clear = (): void => {
    waiting = [];
    characters = 0;
  };

  const finish = (end: StreamEnd | null): void => {
    if (isEnded) return;
    // Where reading has to begin anew, a cursor would lead astray.
    if (end) outlet.close(end, end.kind === 'READ_AGAIN' ? null : options.cursorOf(stream));
    isEnded = true;
    clear();
    options.onEnd(stream, end);
  };

  const sendAll = async (): Promise<void> => {
    isSending = true;
    for (let push = waiting.shift(); push && !isEnded; push = waiting.shift()) {
      characters -= push.text.length;
      sentAt = Date.now();
      options.onPush();
      const taken = outlet.push(push);
      if (taken) await taken;
      if (push.sequence !== null) position = Math.max(position, push.sequence);
    }
    sentAt = null;
    isSending = false;
  };

  const stream: ClientStream = {
    owner,
    get position() {
      return position;
    },
    get isEnded() {
      return isEnded;
    },
    get isIdle() {
      return !isSending;
    },
    offer(push) {
      if (isEnded) return;
      // Of a state only the newest matters.
      if (push.sequence === null) clear();
      if (waiting.length >= most.pushes || characters > most.characters) return finish(TOO_SLOW);
      waiting.push(push);
      characters += push.text.length;
      if (!isSending) sending = sendAll();
    },
    async deliver(push) {
      stream.offer(push);
      await sending;
    },
    pass(sequence) {
      if (stream.isIdle) position = Math.max(position, sequence);
    },
    beat(cursor, isSourceAway) {
      if (!isEnded) outlet.beat(cursor, isSourceAway);
    },
    stalledFor: (now) => (sentAt === null ? 0 : now - sentAt),
    end: (end) => finish(end),
    gone: () => finish(null),
  };
  return stream;
}
