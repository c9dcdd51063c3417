import { headers, type Msg, type NatsConnection } from 'nats';
import { type FeedAddress, type FeedNaming, feedAddress, gateRoot } from '../domain/feed.ts';
import { isOwnInbox, isPlainAck, readGateRequest, readGateSubject, readPull } from '../domain/gate-request.ts';

export type FeedGateDeps = {
  readonly connection: NatsConnection;
  readonly naming: FeedNaming;
  /** Whether the address is that of an open feed as it stands now; stream and durable are in place then. */
  readonly isOpen: (feed: FeedAddress) => Promise<boolean>;
  readonly onProblem: (message: string, error: unknown) => void;
};

const QUEUE = 'feedgate';
const ACK = '$JS.ACK.';
const API = '$JS.API.CONSUMER';
const CLOSED = JSON.stringify({
  type: 'io.nats.jetstream.api.v1.consumer_info_response',
  error: { code: 404, err_code: 10_014, description: 'consumer not found: the feed is closed' },
});

async function acknowledge(connection: NatsConnection, token: string, request: Msg): Promise<void> {
  if (!isPlainAck(request.string())) return;
  if (!request.reply) return connection.publish(ACK + token, request.data);
  const answer = await connection.request(ACK + token, request.data, { timeout: 5_000 });
  connection.publish(request.reply, answer.data);
}

/**
 * Stands between departments' programs and JetStream, because a program that may ask JetStream itself may have the answer sent to any
 * subject, with the power of the account: an empty answer to another stream's DELETE deletes it. So a program asks under an API
 * prefix of its own, the gate looks where the answer is to go, and asks in its place. Acknowledgements come to
 * `<API prefix>.ACK.<rest of the delivery's reply subject>`. Any replica may take any request.
 */
export function startFeedGate({ connection, naming, isOpen, onProblem }: FeedGateDeps): { stop(): Promise<void> } {
  const root = gateRoot(naming);

  const answer = async (request: Msg): Promise<void> => {
    const asked = readGateSubject(root, request.subject);
    if (!asked) return;
    const feed = feedAddress(naming, asked.feed, asked.generation);
    const wanted = readGateRequest(feed, asked.request);
    if (!wanted || (request.reply && !isOwnInbox(feed, request.reply))) return;
    if (!(await isOpen(feed))) return refuse(request, wanted.kind);
    if (wanted.kind === 'ACK') return acknowledge(connection, wanted.token, request);
    if (!request.reply) return;
    const { stream, durable } = feed;
    if (wanted.kind === 'NEXT') {
      const pull = JSON.stringify(readPull(request.string()));
      // The broker delivers straight to the program's inbox; only the asking goes through here.
      return connection.publish(`${API}.MSG.NEXT.${stream}.${durable}`, pull, { reply: request.reply });
    }
    const info = await connection.request(`${API}.INFO.${stream}.${durable}`, '', { timeout: 5_000 });
    connection.publish(request.reply, info.data);
  };

  const refuse = (request: Msg, kind: 'INFO' | 'NEXT' | 'ACK'): void => {
    if (!request.reply) return;
    if (kind === 'NEXT') connection.publish(request.reply, '', { headers: headers(409, 'Consumer Deleted') });
    else connection.publish(request.reply, CLOSED);
  };

  const requests = connection.subscribe(`${root}.*.*.>`, {
    queue: QUEUE,
    callback: (error, request) => {
      if (error) return onProblem('feed gate', error);
      answer(request).catch((problem: unknown) => onProblem(`feed gate: ${request.subject}`, problem));
    },
  });

  return { stop: () => requests.drain() };
}
