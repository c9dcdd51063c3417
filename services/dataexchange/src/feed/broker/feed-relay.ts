import { gathered } from '@gridlink/event-bus';
import { systemScope } from '@gridlink/subgraph-kit';
import { type FeedAddress, type FeedNaming, feedAddress } from '../domain/feed.ts';
import type { FeedDocument } from '../persistence/feed-document.ts';
import type { FeedLog, FeedLogEntry } from '../persistence/feed-log.ts';
import type { FeedRepository } from '../persistence/feed-repository.ts';
import type { FeedStreams } from './feed-streams.ts';

export type FeedRelayDeps = {
  readonly feeds: FeedRepository;
  readonly feedLog: FeedLog;
  readonly feedStreams: FeedStreams;
  /** Which incarnation of each stream has been filled. */
  readonly incarnations: Incarnations;
  readonly naming: FeedNaming;
  readonly now: () => Date;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** What is remembered of the broker's streams, in the database: a stream of another incarnation is a new and empty one. */
export type Incarnations = {
  known(stream: string): Promise<string | undefined>;
  remember(stream: string, incarnation: string): Promise<void>;
};

export type FeedRelay = {
  /** Sends entries to the broker in order, to those of these feeds that are open; what cannot be sent stays pending. Never throws. */
  send(entries: readonly FeedLogEntry[], feeds: readonly FeedDocument[]): Promise<void>;
  /** Stream and durable in place, and filled from the log where the stream is a new one. */
  prepare(feed: FeedDocument): Promise<FeedAddress>;
  /** The same as far as the broker lets it; a program's first pull prepares again. Never throws. */
  tryPrepare(feed: FeedDocument): Promise<void>;
  /** Sends what an absent broker or a crash left. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
};

const SCOPE = systemScope('events of departments on their way to the broker');
const SWEEP_EVERY_MS = 2_000;
/** Younger entries are on their way by whoever wrote them. */
const GRACE_MS = 3_000;
const CLAIM = 500;
/** On their way together, in their order, since one connection keeps it: the broker acknowledges each only when it is on disk. */
const AT_ONCE = 64;
/** Many events are marked by one write; a crash before it sends them again, and the broker knows them by their ids. */
const MARK_EVERY_MS = 15;

function* slicesOf(entries: readonly FeedLogEntry[]): Generator<readonly FeedLogEntry[]> {
  for (let first = 0; first < entries.length; first += AT_ONCE) yield entries.slice(first, first + AT_ONCE);
}

export function startFeedRelay(deps: FeedRelayDeps): FeedRelay {
  const { feeds, feedLog, feedStreams, incarnations, naming, now, onProblem } = deps;

  const prepare = async (feed: FeedDocument): Promise<FeedAddress> => {
    const address = feedAddress(naming, feed._id, feed.generation);
    const incarnation = await feedStreams.ensure(address);
    if ((await incarnations.known(address.stream)) === incarnation) return address;
    for (let after = feed.startsAfter; ; ) {
      const entries = await feedLog.after(feed._id, after, CLAIM);
      for (const some of slicesOf(entries))
        await Promise.all(some.map(({ event }) => feedStreams.publish(address, event)));
      await feedLog.markSent(entries.map(({ _id }) => _id));
      const last = entries.at(-1);
      if (!last || entries.length < CLAIM) break;
      after = last.number;
    }
    await incarnations.remember(address.stream, incarnation);
    return address;
  };

  const markSent = gathered(MARK_EVERY_MS, feedLog.markSent);
  /** Marks on their way, by the entries they are for: nobody waits for them but the end, and no sweep sends these again. */
  const marking = new Map<string, Promise<void>>();
  const markSoon = (ids: readonly string[]): void => {
    const marked = markSent(ids)
      .catch((error: unknown) => onProblem('events of feeds are sent once more', error))
      .finally(() => {
        for (const id of ids) marking.delete(id);
      });
    for (const id of ids) marking.set(id, marked);
  };

  const publishAll = async (entries: readonly FeedLogEntry[], of: readonly FeedDocument[]): Promise<void> => {
    const open = new Map(of.map((feed) => [feed._id, feed]));
    const sendOne = async ({ _id, organization, event }: FeedLogEntry): Promise<string> => {
      const feed = open.get(organization);
      if (feed?.status === 'OPEN') await feedStreams.publish(feedAddress(naming, organization, feed.generation), event);
      return _id;
    };
    for (const some of slicesOf(entries)) {
      const sent = await Promise.allSettled(some.map(sendOne));
      markSoon(sent.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
      for (const one of sent) if (one.status === 'rejected') throw one.reason;
    }
  };

  const sweep = async (): Promise<number> => {
    const pending = await feedLog.pending(new Date(now().getTime() - GRACE_MS), CLAIM);
    const entries = pending.filter(({ _id }) => !marking.has(_id));
    if (entries.length === 0) return 0;
    const organizations = [...new Set(entries.map(({ organization }) => organization))];
    const theirs = await feeds.byOrganizations(SCOPE, organizations);
    for (const feed of theirs) if (feed.status === 'OPEN') await prepare(feed);
    await publishAll(
      entries.toSorted((a, b) => a.number - b.number),
      theirs,
    );
    await Promise.all(marking.values());
    return entries.length;
  };

  let running = true;
  const loop = (async () => {
    while (running) {
      await sweep().catch((error: unknown) => onProblem('feed relay', error));
      for (let waited = 0; running && waited < SWEEP_EVERY_MS; waited += 100) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  })();

  return {
    prepare,
    tryPrepare: async (feed) => {
      await prepare(feed).catch((error: unknown) => onProblem(`the feed of ${feed._id} is prepared later`, error));
    },
    sweep,
    send: (entries, of) =>
      publishAll(entries, of).catch((error: unknown) =>
        onProblem('events of a feed stay in its log, the relay sends them', error),
      ),
    async stop() {
      running = false;
      await loop;
      await Promise.all(marking.values());
    },
  };
}
