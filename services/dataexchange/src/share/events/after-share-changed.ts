import { shareEnded, shareGranted, shareRefused, shareRequested, shareRevoked } from '@gridlink/contracts';
import type { ConsumerOptions } from '@gridlink/event-bus';
import { createFanOut, type FanOutDeps } from '../../feed/events/fan-out.ts';

/** Owner and grantee hear of a request and of what became of it on their own feeds. */
export function shareConsumer(deps: FanOutDeps): ConsumerOptions {
  const fanOut = createFanOut(deps);
  const handlers = [shareRequested, shareGranted, shareRefused, shareRevoked, shareEnded].map((type) => {
    const handle: ConsumerOptions['handlers'][string] = async (event) => {
      const { share } = type.data.parse(event.data);
      const { sent } = await fanOut(event, { organizations: [share.owner, share.grantee], snapshot: { share } });
      await sent;
    };
    return [type.type, handle] as const;
  });
  return { name: 'dataexchange-shares', domain: 'dataexchange', noun: 'share', handlers: Object.fromEntries(handlers) };
}
