import type { FeedAddress } from './feed.ts';

/** What a program asks of its feed; everything else a JetStream client could ask is not there for it. */
export type GateRequest =
  | { readonly kind: 'INFO' }
  | { readonly kind: 'NEXT' }
  /** Acknowledges; `token` is the rest of a delivery's reply subject. */
  | { readonly kind: 'ACK'; readonly token: string };

/** A request's subject after the gate's root, in its parts. */
export type GateSubject = { readonly feed: string; readonly generation: number; readonly request: readonly string[] };

export function readGateSubject(root: string, subject: string): GateSubject | undefined {
  if (!subject.startsWith(`${root}.`)) return undefined;
  const [feed, generation, ...request] = subject.slice(root.length + 1).split('.');
  if (feed === undefined || !/^[1-9]\d{0,8}$/.test(generation ?? '') || request.length === 0) return undefined;
  return { feed, generation: Number(generation), request };
}

/** True when an acknowledgement's token speaks of this feed's durable, in the older and the newer form of such subjects. */
function isOwnDelivery({ stream, durable }: FeedAddress, token: readonly string[]): boolean {
  const [first, second, third, fourth] = token;
  return (first === stream && second === durable) || (third === stream && fourth === durable);
}

/** What a request asks for, or undefined for anything that is not this feed's own business. */
export function readGateRequest(feed: FeedAddress, request: readonly string[]): GateRequest | undefined {
  const [head, ...rest] = request;
  if (head === 'ACK') return isOwnDelivery(feed, rest) ? { kind: 'ACK', token: rest.join('.') } : undefined;
  const asked = request.join('.');
  if (asked === `CONSUMER.INFO.${feed.stream}.${feed.durable}`) return { kind: 'INFO' };
  return asked === `CONSUMER.MSG.NEXT.${feed.stream}.${feed.durable}` ? { kind: 'NEXT' } : undefined;
}

/**
 * True when an answer may go there. The broker checks what a client publishes and subscribes to but not where it wants its answers,
 * and answers JetStream requests with the power of the account: a reply subject such as another stream's DELETE would be carried out.
 */
export const isOwnInbox = ({ inboxPrefix }: FeedAddress, reply: string | undefined): boolean =>
  reply?.startsWith(`${inboxPrefix}.`) === true;

/** An acknowledgement as a program may send it: done, again, still working, never again. `+NXT`, a pull in disguise, is not among them. */
export const isPlainAck = (payload: string): boolean => payload === '' || /^(\+ACK|-NAK|\+WPI|\+TERM)/.test(payload);

/** A pull within bounds, as the broker is asked in the program's place. Times in nanoseconds. */
export type Pull = {
  readonly batch: number;
  readonly expires: number;
  readonly no_wait?: true;
  readonly idle_heartbeat?: number;
  readonly max_bytes?: number;
};

const SECOND = 1_000_000_000;
const MAX_BATCH = 500;
const MAX_EXPIRES = 300 * SECOND;

const positive = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;

/** Reads a pull's options (JSON, a bare number, or nothing) and bounds them, so that no pull stays for ever. */
export function readPull(payload: string): Pull {
  let given: Readonly<Record<string, unknown>> = {};
  try {
    const value: unknown = payload === '' ? {} : JSON.parse(payload);
    given = typeof value === 'object' && value !== null ? (value as typeof given) : { batch: value };
  } catch {
    given = {};
  }
  const heartbeat = positive(given.idle_heartbeat);
  const maxBytes = positive(given.max_bytes);
  return {
    batch: Math.min(positive(given.batch) ?? 1, MAX_BATCH),
    expires: Math.min(positive(given.expires) ?? 30 * SECOND, MAX_EXPIRES),
    ...(given.no_wait === true ? { no_wait: true } : {}),
    ...(heartbeat === undefined ? {} : { idle_heartbeat: heartbeat }),
    ...(maxBytes === undefined ? {} : { max_bytes: maxBytes }),
  };
}
