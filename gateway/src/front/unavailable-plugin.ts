import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import type { GatewayContext } from '../context.ts';

const RETRY_AFTER_SECONDS = '2';

type Result = {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
};

/** True when nothing at all could be answered because services are away. */
function isNothingAnswered({ data, errors }: Result): boolean {
  const isAway = errors?.some(({ extensions }) => extensions?.code === 'UPSTREAM_UNAVAILABLE') ?? false;
  return isAway && Object.values(data ?? {}).every((value) => value === null);
}

/** Gives an answer that holds nothing but "unavailable" the status 503 and a time to retry, so that plain HTTP clients see it too. */
export function unavailablePlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response: { body, http } }) {
          if (body.kind !== 'single' || !isNothingAnswered(body.singleResult as Result)) return;
          http.status = 503;
          http.headers ??= new HeaderMap();
          http.headers.set('retry-after', RETRY_AFTER_SECONDS);
        },
      };
    },
  };
}
