import { streamName } from '@gridlink/event-bus';
import { type MemberName, type ServiceName, serviceNames } from '@gridlink/stack';
import type { About, Attempt, FeedPlace } from './attempts.ts';

/** Who holds the credentials that are tried. */
export type Holder =
  | { readonly kind: 'DEPARTMENT'; readonly feed: FeedPlace }
  | { readonly kind: 'MEMBER'; readonly name: MemberName | 'feeds'; readonly prefix: string };

/** From whose streams each service reads: the architecture's, said here once more on purpose. */
const READS: { readonly [reader in ServiceName]: readonly ServiceName[] } = {
  grid: ['grid'],
  personnel: ['personnel', 'grid'],
  tickets: ['tickets', 'grid', 'personnel'],
  dataexchange: ['dataexchange', 'grid', 'tickets'],
};
const READING = ['CONSUMER.CREATE', 'CONSUMER.INFO', 'CONSUMER.MSG.NEXT'];

const isService = (name: string): name is ServiceName => serviceNames.some((service) => service === name);

function isDepartments(feed: FeedPlace, { operation, about }: Attempt): boolean {
  if (about.kind === 'GATE') return operation === 'publish' && about.feed === feed.stream;
  return about.kind === 'INBOX' && operation === 'subscribe' && about.of === feed.stream;
}

function isServices(name: ServiceName, prefix: string, { operation, about }: Attempt): boolean {
  const isRead = (stream: string | undefined): boolean =>
    READS[name].some((domain) => streamName(prefix, domain) === stream);
  const isOwnReader = (consumer: string | undefined): boolean => consumer?.startsWith(`${name}-`) === true;
  if (about.kind === 'INBOX') return operation === 'subscribe' && about.of === name;
  if (operation === 'subscribe') return false;
  if (about.kind === 'EVENT') return about.stream === streamName(prefix, name);
  if (about.kind === 'ACKNOWLEDGEMENT') return isRead(about.stream) && isOwnReader(about.consumer);
  if (about.kind !== 'REQUEST' || !isRead(about.stream)) return false;
  if (about.verb === 'STREAM.INFO' || about.verb === 'STREAM.CREATE') return true;
  return READING.includes(about.verb) && isOwnReader(about.consumer);
}

function isGateways(streams: readonly string[], { operation, about }: Attempt): boolean {
  if (about.kind === 'INBOX') return operation === 'subscribe' && about.of === 'gateway';
  if (about.kind === 'EVENT') return operation === 'subscribe' && streams.includes(about.stream);
  if (about.kind !== 'REQUEST' || about.stream === undefined || !streams.includes(about.stream)) return false;
  const isServicesReader = serviceNames.some((service) => about.consumer?.startsWith(`${service}-`));
  return about.verb === 'STREAM.INFO' || ([...READING, 'CONSUMER.DELETE'].includes(about.verb) && !isServicesReader);
}

const ofFeeds = (streams: readonly string[], about: About): boolean =>
  'stream' in about && about.stream !== undefined && !streams.includes(about.stream);

function isFeedKeepers(streams: readonly string[], { operation, subject, about }: Attempt): boolean {
  if (about.kind === 'INBOX') return operation === 'subscribe' && about.of === 'feeds';
  if (operation === 'subscribe') return about.kind === 'GATE' || /feedgate\.\*\.\*\.>$/.test(subject);
  if (about.kind === 'EVENT' || about.kind === 'ACKNOWLEDGEMENT') return ofFeeds(streams, about);
  if (about.kind !== 'REQUEST' || !ofFeeds(streams, about)) return false;
  return ['STREAM.INFO', 'STREAM.CREATE', 'STREAM.DELETE', ...READING].includes(about.verb);
}

/** Whether the holder may do that; everything else the broker must refuse. */
export function isOwnBusiness(holder: Holder, attempt: Attempt): boolean {
  if (holder.kind === 'DEPARTMENT') return isDepartments(holder.feed, attempt);
  const streams = serviceNames.map((service) => streamName(holder.prefix, service));
  if (isService(holder.name)) return isServices(holder.name, holder.prefix, attempt);
  return holder.name === 'gateway' ? isGateways(streams, attempt) : isFeedKeepers(streams, attempt);
}
