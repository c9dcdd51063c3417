import { type HttpRequest, type Logger, unauthenticated } from '@gridlink/subgraph-kit';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { CloseCode, type Context, makeServer, type ServerOptions } from 'graphql-ws';
import type { Params } from '../safelist/params.ts';
import { type Admitted, admitClient, type DoorOptions, takePlace } from './admit-client.ts';
import type { ClientStream } from './client-stream.ts';
import type { LiveUpdates } from './live-updates.ts';
import { createPushChannel } from './push-channel.ts';
import { refusalErrors } from './refusal-errors.ts';
import type { WsConnection } from './ws-connection.ts';
import type { WsPlace } from './ws-places.ts';

export type WsOptions = DoorOptions & {
  readonly live: LiveUpdates;
  readonly schema: () => GraphQLSchema;
  readonly log: Logger;
};

/** What is known of one connection. */
export type WsClient = {
  readonly request: Pick<HttpRequest, 'headers' | 'remoteAddress'>;
  readonly connection: WsConnection;
  readonly place: WsPlace;
  admitted?: Admitted;
};

type Init = { readonly authorization?: unknown };
type Protocol = ServerOptions<Init, WsClient>;
type WsContext = Context<Init, WsClient>;

/** RFC 6455 section 7.4.1 and its registry: the service restarts, come back. */
const SERVICE_RESTART = 1012;
const TRY_AGAIN_LATER = 1013;
const UNAUTHORIZED = 401;
const ANY_SUBSCRIPTION: DocumentNode = parse('subscription { stream }');

/** Says who is on a connection: by the header it was opened with or by `authorization` of its first message, as browsers must. */
async function connect(ctx: WsContext, options: WsOptions): Promise<boolean | Record<string, unknown>> {
  const given = ctx.connectionParams?.authorization;
  const { request, connection, place } = ctx.extra;
  const headers = typeof given === 'string' ? { ...request.headers, authorization: given } : request.headers;
  const admitted = await admitClient({ ...request, headers }, options);
  const isToComeBack = 'answer' in admitted ? admitted.answer.status !== UNAUTHORIZED : !place.admit(admitted.key);
  // Another code than for a bad token: with the same one it may do a moment later.
  if (isToComeBack) connection.close(TRY_AGAIN_LATER, 'try again later');
  if (isToComeBack || 'answer' in admitted) return false;
  ctx.extra.admitted = admitted;
  return true;
}

type Started = { readonly start: () => AsyncGenerator };

async function subscribe(ctx: WsContext, id: string, payload: Params, options: WsOptions): Promise<Started> {
  const admitted = ctx.extra.admitted;
  if (!admitted) throw unauthenticated();
  const wait = options.rate.accounts(admitted.key, Date.now());
  if (wait !== null || takePlace(admitted.key, options)) {
    throw new GraphQLError('订阅过多，请稍后重试 (too many streams)', { extensions: { code: 'RATE_LIMITED' } });
  }
  const leave = (): void => options.places.leave(admitted.key);
  const prepared = await options.live.prepare({ params: payload, owner: admitted.owner }).catch((error: unknown) => {
    leave();
    throw error;
  });
  const { connection } = ctx.extra;
  return {
    start() {
      let stream: ClientStream | undefined;
      const channel = createPushChannel({
        beat: (cursor, isSourceAway) => {
          const state = isSourceAway ? { broker: 'AWAY' } : {};
          const cursors = cursor === null ? {} : { cursors: { [id]: cursor } };
          void connection.send(JSON.stringify({ type: 'ping', payload: { ...cursors, ...state } }));
        },
        onEnd: ({ kind }) => {
          // The last words go first: they are written by whoever reads the channel, a moment later.
          if (kind === 'IDENTITY') setTimeout(() => connection.close(CloseCode.Forbidden, 'Forbidden'), 100).unref();
          if (kind === 'RESTART') connection.close(SERVICE_RESTART, 'restarting');
        },
        onReturn: () => stream?.gone(),
      });
      stream = prepared.start(channel.outlet, leave);
      return channel.results;
    },
  };
}

/** The graphql-transport-ws protocol over one kind of connection, with the same door as for other requests. */
export function wsProtocol(options: WsOptions) {
  const protocol: Protocol = {
    onConnect: (ctx) => connect(ctx, options),
    async onSubscribe(ctx, id, payload) {
      try {
        const contextValue = await subscribe(ctx, id, { ...payload }, options);
        // The document was read and permitted already; the library only wants to see one.
        return { schema: options.schema(), document: ANY_SUBSCRIPTION, contextValue };
      } catch (error) {
        return refusalErrors(error, options.log);
      }
    },
    subscribe: (args) => (args.contextValue as Started).start() as never,
  };
  return makeServer<Init, WsClient>(protocol);
}
