/** How the subjects and streams of an installation are named; a prefix of its own keeps tests and drills apart on one broker. */
export type FeedNaming = { readonly prefix: string };

/** Everything a department's program is told, and all that its credentials allow. */
export type FeedAddress = {
  readonly organization: string;
  /** JetStream stream that holds the feed, and the durable that remembers what the program has handled. */
  readonly stream: string;
  readonly durable: string;
  /** Subjects of the feed's events begin with it. */
  readonly subject: string;
  /** The program's JetStream API: a stock client takes it as its API prefix. The only subjects the program may publish to. */
  readonly apiPrefix: string;
  /** The only subjects the program may subscribe to. */
  readonly inboxPrefix: string;
};

const DEFAULT_PREFIX = 'gridlink';

/** An organization's code as one token of a subject. */
export const feedToken = (organization: string): string => organization.replace(/[^A-Za-z0-9_-]/g, '_');

const root = ({ prefix }: FeedNaming): string => (prefix === DEFAULT_PREFIX ? '' : prefix);

/** Where requests of all departments' programs come in: `<gate>.<token>.<generation>.<request…>`. */
export const gateRoot = (naming: FeedNaming): string => `${root(naming)}feedgate`;

/**
 * The address of a feed. `generation` counts openings: credentials of an earlier one name another API prefix and another durable,
 * so that they are of no use whatever their term.
 */
export function feedAddress(naming: FeedNaming, organization: string, generation: number): FeedAddress {
  const token = feedToken(organization);
  const lead = root(naming) === '' ? '' : `${root(naming).toUpperCase()}_`;
  return {
    organization,
    stream: `${lead}FEED_${token}`,
    durable: `program-${generation}`,
    subject: `${root(naming)}feed.${token}`,
    apiPrefix: `${gateRoot(naming)}.${token}.${generation}`,
    inboxPrefix: `_INBOX_${root(naming)}${token}`,
  };
}
