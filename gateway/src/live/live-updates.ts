import type { StreamPosition } from '@gridlink/event-bus';
import { GraphError, unauthenticated } from '@gridlink/subgraph-kit';
import type { Admission } from '../safelist/admission.ts';
import type { Params } from '../safelist/params.ts';
import type { CurrentGraph } from '../supergraph/current-graph.ts';
import { answeredAlike } from './answered-alike.ts';
import type { AskGraph } from './ask-graph.ts';
import { catchUp } from './catch-up.ts';
import { type ClientStream, type ClientStreamOptions, createClientStream, type StreamOwner } from './client-stream.ts';
import type { CursorSeal } from './cursor.ts';
import type { EventPlan } from './event-group.ts';
import { createGroups, type Member } from './groups.ts';
import { type FollowEvents, hearEvents } from './heard-events.ts';
import type { LiveMetrics } from './live-metrics.ts';
import { createOpenStreams, type OpenStreamsOptions } from './open-streams.ts';
import { type Permission, permitSubscription } from './permit-subscription.ts';
import { reachOf } from './reach.ts';
import type { StatePlan } from './state-group.ts';
import { READ_AGAIN, RESTART } from './stream-end.ts';
import { admittedRequest } from './stream-request.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';

export type LiveUpdatesOptions = Pick<OpenStreamsOptions, 'revocations' | 'heartbeatSeconds' | 'stalledMs'> & {
  readonly graph: CurrentGraph;
  readonly admission: Admission;
  readonly permission: Permission;
  readonly ask: AskGraph;
  readonly follow: FollowEvents;
  readonly seal: CursorSeal;
  readonly queue: ClientStreamOptions['queue'];
  readonly stateEveryMs: number;
  /** Events kept in memory, so that clients that come back soon cost the broker nothing. */
  readonly keptEvents: number;
  readonly metrics: (figures: {
    readonly streams: () => number;
    readonly groups: () => number;
    readonly isCurrent: () => boolean;
  }) => LiveMetrics;
};

export type Opening = {
  readonly params: Params;
  /** The cursor a client came back with other than by the argument, as a browser's Last-Event-ID. */
  readonly lastEventId?: string | undefined;
  readonly owner: StreamOwner;
};

/** A subscription that may begin; `start` connects it to its client. */
export type Prepared = { start(outlet: ClientStreamOptions['outlet'], onEnd: () => void): ClientStream };

export type LiveUpdates = {
  /** Throws what the client is refused with. */
  prepare(opening: Opening): Promise<Prepared>;
  /** Ends every stream so that its client comes back elsewhere. */
  stop(): Promise<void>;
};

const READERS = 8;
const RETRY_MS = 500;
const RETRIES = 20;
/** Events a client may be behind: more would take longer to be told than to be read. */
const FARTHEST = 250_000;

const notHeardYet = (): GraphError =>
  new GraphError(
    'UPSTREAM_UNAVAILABLE',
    '实时推送暂不可用，请稍后重试 (live updates are not available yet: try again)',
  );
const readAgain = (): GraphError => {
  const [error] = READ_AGAIN.errors;
  return new GraphError('CONFLICT', error?.message ?? '', { field: 'after' });
};

/** Live updates of one gateway: subscriptions are permitted here, answered by groups, and kept up with the stream of events. */
export function createLiveUpdates(options: LiveUpdatesOptions): LiveUpdates {
  const { graph, seal, permission } = options;
  const heard = hearEvents({
    follow: options.follow,
    kept: options.keptEvents,
    readers: READERS,
    onHeard: () => metrics.heard(),
    onReplaced: () => endFollowers(),
  });
  const generation = (): string => heard.position()?.generation ?? '';
  const cursorOf = (sequence: number): string => seal.seal({ generation: generation(), sequence });
  const groups = createGroups({
    listeners: heard.listeners,
    ask: options.ask,
    cursorOf,
    mostWaiting: options.queue.pushes,
    stateEveryMs: options.stateEveryMs,
  });
  const followers = new Map<ClientStream, { readonly isLive: () => boolean }>();
  const streams = createOpenStreams({ ...options, beat });
  const metrics = options.metrics({
    streams: () => streams.size,
    groups: () => groups.size,
    isCurrent: heard.source.isCurrent,
  });

  let isStopped = false;

  const endFollowers = (): void => {
    for (const stream of [...followers.keys()]) stream.end(READ_AGAIN);
  };

  /** How far a stream may say it has come: to where all events have been heard while nothing of it is on its way. */
  const reached = (stream: ClientStream): number =>
    followers.get(stream)?.isLive() && stream.isIdle
      ? Math.max(stream.position, heard.position()?.sequence ?? 0)
      : stream.position;

  function beat(due: Iterable<ClientStream>): void {
    const isAway = !heard.source.isCurrent();
    const now = heard.position();
    const newest = now && seal.seal(now);
    for (const stream of due) {
      const isLevel = followers.has(stream) && reached(stream) === now?.sequence;
      stream.beat(isLevel ? newest : null, isAway);
    }
  }

  /** A connection may outlive its token: whatever is begun on it later is refused. */
  const refuseEnded = ({ caller, issuedAt, expiresAt }: StreamOwner): void => {
    const { subject, session } = caller;
    const isOver = expiresAt * 1_000 <= Date.now();
    if (isOver || options.revocations.isRevoked({ subject, session, issuedAt })) throw unauthenticated();
  };

  const beginning = ({ field, args }: SubscriptionPlan, lastEventId: string | undefined): StreamPosition => {
    const now = heard.position();
    if (!now) throw notHeardYet();
    const given = typeof args.after === 'string' ? args.after : lastEventId;
    if (field.kind === 'STATE' || given === undefined) return now;
    const from = seal.open(given);
    const isUsable = from?.generation === now.generation && now.sequence - from.sequence <= FARTHEST;
    if (!from || !isUsable) throw readAgain();
    return from;
  };

  const startEvents = (
    member: Member & { readonly plan: EventPlan },
    make: Make,
    from: StreamPosition,
  ): ClientStream => {
    const { group, release } = groups.ofEvents(member);
    let isLive = false;
    const stream = make((ended) => {
      followers.delete(ended);
      release(ended);
    });
    followers.set(stream, { isLive: () => isLive && group.isIdle });
    stream.beat(seal.seal(from), !heard.source.isCurrent());
    const join = (): void => {
      group.join(stream);
      isLive = true;
    };
    const late = { ...member, stream, answer: group.answer, join, generation: from.generation };
    const heardUpTo = (): number => heard.position()?.sequence ?? 0;
    const { isCurrent } = heard.source;
    void catchUp({ ...heard, heardUpTo, isCurrent, retryMs: RETRY_MS, retries: RETRIES }, late);
    return stream;
  };

  const startState = (member: Member & { readonly plan: StatePlan }, make: Make): ClientStream => {
    const { group, release } = groups.ofState(member);
    const stream = make(release);
    stream.beat(null, !heard.source.isCurrent());
    group.join(stream);
    return stream;
  };

  return {
    async prepare({ params, lastEventId, owner }) {
      const { caller } = owner;
      refuseEnded(owner);
      const request = admittedRequest(params, caller, options.admission);
      const { plan, personal } = await permitSubscription(graph.newest, request, { caller, permission });
      await heard.untilHeard();
      // Only now: the gateway may have been stopped while the caller's roles were looked at.
      if (isStopped) throw notHeardYet();
      const from = beginning(plan, lastEventId);
      const member = { caller, reach: reachOf(caller), alike: answeredAlike(plan, caller, personal) };
      return {
        start(outlet, onEnd) {
          const make: Make = (onGone) => {
            const stream = createClientStream({
              owner,
              outlet,
              position: from.sequence,
              queue: options.queue,
              onPush: metrics.pushed,
              cursorOf: (of) => (plan.field.kind === 'EVENTS' ? cursorOf(reached(of)) : null),
              onEnd(ended, end) {
                streams.remove(ended);
                onGone(ended);
                metrics.ended(end?.kind ?? 'GONE');
                onEnd();
              },
            });
            streams.add(stream);
            return stream;
          };
          return plan.field.kind === 'EVENTS'
            ? startEvents({ ...member, plan: { ...plan, field: plan.field } }, make, from)
            : startState({ ...member, plan: { ...plan, field: plan.field } }, make);
        },
      };
    },
    async stop() {
      isStopped = true;
      for (const stream of [...streams.all()]) stream.end(RESTART);
      streams.stop();
      await heard.source.stop();
    },
  };
}

/** Makes a stream that tells when it has ended. */
type Make = (onGone: (stream: ClientStream) => void) => ClientStream;
