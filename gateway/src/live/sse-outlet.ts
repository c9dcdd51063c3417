import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { Outlet } from './client-stream.ts';
import { errorsWithCursor } from './stream-end.ts';

const RETRY_MS = 1_000;
/** What a client has not taken this long after the end is dropped. */
const LAST_WORDS_MS = 5_000;

const COMPLETE = 'event: complete\ndata:\n\n';
const next = (json: string): string => `event: next\ndata: ${json}\n\n`;

/** The end of a stream that was refused or is over, as the protocol puts it: errors are a result, then there is nothing more. */
export const finalErrors = (errors: readonly GraphQLFormattedError[]): string =>
  next(JSON.stringify({ errors })) + COMPLETE;

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });

/**
 * Server-sent events as the GraphQL over SSE protocol has them (distinct connections), with the cursor as the event's id: a browser
 * that comes back sends it by itself.
 */
export function sseOutlet(response: ServerResponse): Outlet {
  response.write(`retry: ${RETRY_MS}\n:\n\n`);
  return {
    push: ({ cursor, text }) =>
      response.write(`${cursor === null ? '' : `id: ${cursor}\n`}${next(text)}`) ? undefined : drained(response),
    beat(cursor, isSourceAway) {
      // Signs of life would pile up for a client that takes nothing.
      if (response.writableNeedDrain) return;
      response.write(`${cursor === null ? '' : `id: ${cursor}\n`}:${isSourceAway ? ' broker away, waiting' : ''}\n\n`);
    },
    close(end, cursor) {
      // Without "complete" a client takes it for a break and comes back.
      if (end.kind === 'RESTART') response.end(`${cursor === null ? '' : `id: ${cursor}\n`}: restarting\n\n`);
      else response.end(finalErrors(errorsWithCursor(end, cursor)));
      setTimeout(() => response.destroy(), LAST_WORDS_MS).unref();
    },
  };
}
