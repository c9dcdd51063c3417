import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Outlet } from './client-stream.ts';
import type { Push } from './push.ts';
import { errorsWithCursor, type StreamEnd } from './stream-end.ts';

export type PushChannel = {
  readonly outlet: Outlet;
  /** What is pushed, one at a time: the next is taken only when whoever reads asks for it. */
  readonly results: AsyncGenerator<ExecutionResult>;
};

export type ChannelEvents = {
  readonly beat: Outlet['beat'];
  readonly onEnd: (end: StreamEnd) => void;
  /** The reader wants no more. */
  readonly onReturn: () => void;
};

type Waiting = { resolve(result: IteratorResult<ExecutionResult>): void; reject(error: unknown): void };

const DONE = { value: undefined, done: true } as const;

const errorOf = (end: StreamEnd, cursor: string | null): GraphQLError | null => {
  const [error] = errorsWithCursor(end, cursor);
  return error ? new GraphQLError(error.message, { extensions: error.extensions ?? {} }) : null;
};

/** Turns pushes into an iterator, so that a client that is slow to take one holds up the next and nothing else. */
export function createPushChannel({ beat, onEnd, onReturn }: ChannelEvents): PushChannel {
  let offered: Push | null = null;
  let taken: (() => void) | null = null;
  let waiting: Waiting | null = null;
  let ended: { readonly error: GraphQLError | null } | null = null;

  const settle = (to: Waiting): void => {
    waiting = null;
    if (offered) {
      const { result } = offered;
      offered = null;
      to.resolve({ value: result, done: false });
    } else if (ended?.error) {
      const { error } = ended;
      ended = { error: null };
      to.reject(error);
    } else if (ended) to.resolve(DONE);
    else waiting = to;
  };
  const release = (): void => {
    taken?.();
    taken = null;
  };
  const finish = (error: GraphQLError | null): void => {
    ended ??= { error };
    release();
    if (waiting) settle(waiting);
  };

  return {
    outlet: {
      push(push) {
        offered = push;
        const whenTaken = new Promise<void>((resolve) => {
          taken = resolve;
        });
        if (waiting) settle(waiting);
        return whenTaken;
      },
      beat,
      close(end, cursor) {
        finish(errorOf(end, cursor));
        onEnd(end);
      },
    },
    results: {
      next() {
        // Asking for the next says that the one before is out.
        if (!offered) release();
        return new Promise((resolve, reject) => settle({ resolve, reject }));
      },
      async return() {
        onReturn();
        finish(null);
        return DONE;
      },
      async throw(error) {
        onReturn();
        finish(null);
        throw error;
      },
      [Symbol.asyncIterator]() {
        return this;
      },
      async [Symbol.asyncDispose]() {
        onReturn();
        finish(null);
      },
    },
  };
}
