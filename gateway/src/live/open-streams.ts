import type { RevocationList } from '../identity/revocation-list.ts';
import type { ClientStream } from './client-stream.ts';
import { EXPIRED, REVOKED, type StreamEnd, TOO_SLOW } from './stream-end.ts';

export type OpenStreamsOptions = {
  readonly revocations: Pick<RevocationList, 'isRevoked'>;
  readonly heartbeatSeconds: number;
  /** A client that takes nothing for this long although something waits is ended. */
  readonly stalledMs: number;
  readonly beat: (streams: Iterable<ClientStream>) => void;
};

/** All streams of this process, looked at every second: whose token has ended, who takes nothing, who is due a sign of life. */
export type OpenStreams = {
  add(stream: ClientStream): void;
  remove(stream: ClientStream): void;
  all(): Iterable<ClientStream>;
  readonly size: number;
  stop(): void;
};

const LOOK_EVERY_MS = 1_000;

export function createOpenStreams(options: OpenStreamsOptions): OpenStreams {
  // Signs of life are spread over the seconds between two of them.
  const turns = Array.from({ length: options.heartbeatSeconds }, () => new Set<ClientStream>());
  let size = 0;
  let next = 0;
  let second = 0;

  const overdue = (stream: ClientStream, now: number): StreamEnd | null => {
    const { caller, issuedAt, expiresAt } = stream.owner;
    if (expiresAt * 1_000 <= now) return EXPIRED;
    const { subject, session } = caller;
    if (options.revocations.isRevoked({ subject, session, issuedAt })) return REVOKED;
    return stream.stalledFor(now) > options.stalledMs ? TOO_SLOW : null;
  };

  const look = (): void => {
    const now = Date.now();
    for (const turn of turns)
      for (const stream of turn) {
        const end = overdue(stream, now);
        if (end) stream.end(end);
      }
    second = (second + 1) % turns.length;
    options.beat(turns[second] ?? []);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();

  return {
    add(stream) {
      turns[next]?.add(stream);
      next = (next + 1) % turns.length;
      size += 1;
    },
    remove(stream) {
      for (const turn of turns) if (turn.delete(stream)) size -= 1;
    },
    *all() {
      for (const turn of turns) yield* turn;
    },
    get size() {
      return size;
    },
    stop: () => clearInterval(timer),
  };
}
