import { streamName } from '@gridlink/event-bus';
import { type MemberName, memberNames, type ServiceName, serviceNames } from '../../federation/members.ts';

/** Whoever of ours connects to the broker: each member, and dataexchange once more for departments' feeds. */
export const brokerUsers = [...memberNames, 'feeds'] as const;
export type BrokerUser = MemberName | 'feeds';

/** Subjects a user may publish to and subscribe to; everything else is refused by the broker. */
export type BrokerRights = {
  readonly publish: readonly string[];
  readonly neverPublish?: readonly string[];
  readonly subscribe: readonly string[];
  /** May answer a message at the subject that the message names for it. */
  readonly mayAnswer?: true;
};

/** A durable of a service: whose events it reads. */
export type Durable = { readonly name: string; readonly domain: ServiceName; readonly noun: string };

/** Every durable there is, by its reader. A service that reads more must be listed here, or the broker refuses it. */
export const durables: { readonly [reader in ServiceName]: readonly Durable[] } = {
  grid: [],
  personnel: [
    { name: 'personnel-grids', domain: 'grid', noun: 'grid' },
    { name: 'personnel-appointments', domain: 'personnel', noun: 'appointment' },
  ],
  tickets: [
    { name: 'tickets-grids', domain: 'grid', noun: 'grid' },
    { name: 'tickets-item-lists', domain: 'grid', noun: 'item-list' },
    { name: 'tickets-organizations', domain: 'personnel', noun: 'organization' },
    { name: 'tickets-notifications', domain: 'tickets', noun: 'ticket' },
    { name: 'tickets-suggestion-notifications', domain: 'tickets', noun: 'suggestion' },
    { name: 'tickets-deliberation-notifications', domain: 'tickets', noun: 'deliberation' },
    { name: 'tickets-accounts', domain: 'personnel', noun: 'account' },
  ],
  dataexchange: [
    { name: 'dataexchange-grids', domain: 'grid', noun: 'grid' },
    { name: 'dataexchange-tickets', domain: 'tickets', noun: 'ticket' },
    { name: 'dataexchange-shares', domain: 'dataexchange', noun: 'share' },
  ],
};

const API = '$JS.API';
const DEFAULT_PREFIX = 'gridlink';

/** Answers come here: a user hears no other's. */
const inboxOf = (name: string): string => `_INBOX.${name}.>`;

/** A stream may be made where it is missing, by its owner and by whoever waits for its events; never changed, emptied or removed. */
const streamRights = (stream: string): string[] => [`${API}.STREAM.INFO.${stream}`, `${API}.STREAM.CREATE.${stream}`];

function durableRights(prefix: string, { name, domain, noun }: Durable): string[] {
  const stream = streamName(prefix, domain);
  return [
    ...streamRights(stream),
    `${API}.CONSUMER.CREATE.${stream}.${name}.${prefix}.*.${domain}.${noun}.*`,
    `${API}.CONSUMER.INFO.${stream}.${name}`,
    `${API}.CONSUMER.MSG.NEXT.${stream}.${name}`,
    `$JS.ACK.${stream}.${name}.>`,
  ];
}

function serviceRights(prefix: string, service: ServiceName): BrokerRights {
  const own = [`${prefix}.*.${service}.>`, ...streamRights(streamName(prefix, service))];
  const reading = durables[service].flatMap((durable) => durableRights(prefix, durable));
  return { publish: [...new Set([...own, ...reading])], subscribe: [inboxOf(service)] };
}

/**
 * The gateway hears everything, for clients behind its shields, by consumers of its own that the broker forgets by itself. What it may
 * never do is said in few patterns, since a user's whole token must fit the broker's control line (`max_control_line`).
 */
function gatewayRights(prefix: string): BrokerRights {
  const publish = serviceNames.flatMap((service) => {
    const stream = streamName(prefix, service);
    return [
      `${API}.STREAM.INFO.${stream}`,
      `${API}.CONSUMER.CREATE.${stream}`,
      // Making, asking and removing in one, since each durable below takes three more patterns; what else it would let is denied there.
      `${API}.CONSUMER.*.${stream}.>`,
      `${API}.CONSUMER.MSG.NEXT.${stream}.*`,
    ];
  });
  const neverPublish = serviceNames
    .flatMap((reader) => durables[reader])
    .flatMap(({ name }) => [
      `${API}.CONSUMER.*.*.${name}`,
      `${API}.CONSUMER.*.*.*.${name}`,
      `${API}.CONSUMER.CREATE.*.${name}.>`,
    ]);
  const neverAsked = ['PAUSE', 'RESET', 'UNPIN'].map((verb) => `${API}.CONSUMER.${verb}.>`);
  return { publish, neverPublish: [...neverAsked, ...neverPublish], subscribe: [`${prefix}.>`, inboxOf('gateway')] };
}

/**
 * Departments' streams have names that no pattern of the broker can tell from others, so this user may manage streams by any name but
 * those of the domains; it is apart from dataexchange's own so that neither has the other's rights.
 */
function feedsRights(prefix: string): BrokerRights {
  const root = prefix === DEFAULT_PREFIX ? '' : prefix;
  const neverPublish = serviceNames.flatMap((service) => {
    const stream = streamName(prefix, service);
    return [
      `${API}.STREAM.*.${stream}`,
      `${API}.CONSUMER.*.${stream}.>`,
      `${API}.CONSUMER.*.*.${stream}.>`,
      `$JS.ACK.${stream}.>`,
    ];
  });
  return {
    publish: [
      `${root}feed.*.>`,
      ...['INFO', 'CREATE', 'DELETE'].map((verb) => `${API}.STREAM.${verb}.*`),
      ...['INFO', 'CREATE', 'MSG.NEXT'].map((verb) => `${API}.CONSUMER.${verb}.*.*`),
      '$JS.ACK.>',
    ],
    neverPublish,
    subscribe: [`${root}feedgate.*.*.>`, inboxOf('feeds')],
    mayAnswer: true,
  };
}

/** What the broker lets a user do. @param prefix first token of the installation's subjects */
export function rightsOf(user: BrokerUser, prefix: string): BrokerRights {
  if (user === 'gateway') return gatewayRights(prefix);
  return user === 'feeds' ? feedsRights(prefix) : serviceRights(prefix, user);
}
