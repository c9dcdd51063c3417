import type { Inventory, StreamThere } from './inventory.ts';

/** Something an intruder tries. What it is about says whose business it would be. */
export type Attempt = {
  readonly operation: 'publish' | 'subscribe';
  readonly subject: string;
  readonly about: About;
};
export type About =
  /** An event, by the stream that takes it. */
  | { readonly kind: 'EVENT'; readonly stream: string }
  /** A request to JetStream, `CONSUMER.INFO` for instance. */
  | { readonly kind: 'REQUEST'; readonly verb: string; readonly stream?: string; readonly consumer?: string }
  | { readonly kind: 'ACKNOWLEDGEMENT'; readonly stream: string; readonly consumer: string }
  | { readonly kind: 'GATE'; readonly feed: string }
  | { readonly kind: 'INBOX'; readonly of: string }
  | { readonly kind: 'BROKER' };

/** A department's place on the broker. */
export type FeedPlace = {
  readonly stream: string;
  readonly durable: string;
  readonly apiPrefix: string;
  readonly inboxPrefix: string;
};

export type Surroundings = {
  readonly inventory: Inventory;
  readonly feeds: readonly FeedPlace[];
  /** Inboxes of others, by whose they are. */
  readonly inboxes: Readonly<Record<string, string>>;
  readonly gateRoot: string;
};

const API = '$JS.API';
const INTRUDER = 'intruder';
const STREAM_VERBS = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'PURGE',
  'INFO',
  'SNAPSHOT',
  'RESTORE',
  'MSG.GET',
  'MSG.DELETE',
  'PEER.REMOVE',
  'LEADER.STEPDOWN',
];
const NEW_CONSUMER_VERBS = ['CREATE', 'DURABLE.CREATE'];
const CONSUMER_VERBS = [
  'INFO',
  'DELETE',
  'MSG.NEXT',
  'PAUSE',
  'RESET',
  'UNPIN',
  'LEADER.STEPDOWN',
  ...NEW_CONSUMER_VERBS,
];

const publish = (subject: string, about: About): Attempt => ({ operation: 'publish', subject, about });
const subscribe = (subject: string, about: About): Attempt => ({ operation: 'subscribe', subject, about });

/** A subject that a pattern takes. */
const example = (pattern: string): string =>
  pattern
    .split('.')
    .map((token) => (token === '*' ? INTRUDER : token === '>' ? `${INTRUDER}.${INTRUDER}` : token))
    .join('.');

function aroundConsumer(stream: string, consumer: string): Attempt[] {
  const requests = CONSUMER_VERBS.map((verb) =>
    publish(`${API}.CONSUMER.${verb}.${stream}.${consumer}`, {
      kind: 'REQUEST',
      verb: `CONSUMER.${verb}`,
      stream,
      consumer,
    }),
  );
  const filtered = publish(`${API}.CONSUMER.CREATE.${stream}.${consumer}.${INTRUDER}.>`, {
    kind: 'REQUEST',
    verb: 'CONSUMER.CREATE',
    stream,
    consumer,
  });
  const acknowledgements = ['1.1.1.1.0', '1.1.1.1.0.x.y'].map((rest) =>
    publish(`$JS.ACK.${stream}.${consumer}.${rest}`, { kind: 'ACKNOWLEDGEMENT', stream, consumer }),
  );
  return [...requests, filtered, ...acknowledgements];
}

function aroundStream({ name: stream, subjects, consumers }: StreamThere): Attempt[] {
  const requests = [
    ...STREAM_VERBS.map((verb) => `STREAM.${verb}`),
    'DIRECT.GET',
    'CONSUMER.NAMES',
    'CONSUMER.LIST',
    'CONSUMER.CREATE',
  ].map((verb) => publish(`${API}.${verb}.${stream}`, { kind: 'REQUEST', verb, stream }));
  const events = subjects.flatMap((pattern) => [
    publish(example(pattern), { kind: 'EVENT', stream }),
    subscribe(pattern, { kind: 'EVENT', stream }),
    subscribe(example(pattern), { kind: 'EVENT', stream }),
  ]);
  return [...requests, ...events, ...[...consumers, INTRUDER].flatMap((consumer) => aroundConsumer(stream, consumer))];
}

function aroundFeed({ stream, durable, apiPrefix, inboxPrefix }: FeedPlace): Attempt[] {
  const gate = { kind: 'GATE', feed: stream } as const;
  const inbox = { kind: 'INBOX', of: stream } as const;
  return [
    publish(`${apiPrefix}.CONSUMER.INFO.${stream}.${durable}`, gate),
    publish(`${apiPrefix}.CONSUMER.MSG.NEXT.${stream}.${durable}`, gate),
    publish(`${apiPrefix}.ACK.${stream}.${durable}.1.1.1.1.0`, gate),
    subscribe(`${apiPrefix}.>`, gate),
    publish(`${inboxPrefix}.x`, inbox),
    subscribe(`${inboxPrefix}.>`, inbox),
  ];
}

const BROKER = { kind: 'BROKER' } as const;

/** What is nobody's but the operator's. */
function aroundBroker(gateRoot: string): Attempt[] {
  const requests = [
    'INFO',
    'STREAM.NAMES',
    'STREAM.LIST',
    'STREAM.TEMPLATE.NAMES',
    'ACCOUNT.PURGE.x',
    'META.LEADER.STEPDOWN',
  ].map((verb) => publish(`${API}.${verb}`, { kind: 'REQUEST', verb }));
  const system = [
    '$SYS.REQ.SERVER.PING',
    '$SYS.REQ.ACCOUNT.PING.CONNZ',
    '$SYS.REQ.USER.INFO.x',
    '$SYS.REQ.CLAIMS.UPDATE',
    '$SYS.ACCOUNT.x.CONNECT',
  ];
  const wild = [
    '>',
    '*',
    '*.>',
    '*.*.*.*.*',
    '$JS.>',
    '$JS.API.>',
    '$JS.ACK.>',
    '$JS.EVENT.>',
    '$SYS.>',
    '_INBOX.>',
    '_INBOX.*',
    `${gateRoot}.>`,
    `${gateRoot}.*.*.>`,
  ];
  return [
    ...requests,
    ...system.map((subject) => publish(subject, BROKER)),
    ...[...wild, ...system].map((subject) => subscribe(subject, BROKER)),
    publish(`${gateRoot}.${INTRUDER}.1.CONSUMER.INFO.x.y`, { kind: 'GATE', feed: INTRUDER }),
  ];
}

/** Everything that can be tried on what is there: each stream, consumer, feed and inbox, and the broker itself. */
export function attemptsOn({ inventory, feeds, inboxes, gateRoot }: Surroundings): Attempt[] {
  const inbox = Object.entries(inboxes).flatMap(([of, prefix]) => [
    subscribe(`${prefix}.>`, { kind: 'INBOX', of }),
    publish(`${prefix}.x`, { kind: 'INBOX', of }),
  ]);
  return [
    ...inventory.streams.flatMap(aroundStream),
    ...feeds.flatMap(aroundFeed),
    ...inbox,
    ...aroundBroker(gateRoot),
  ];
}
