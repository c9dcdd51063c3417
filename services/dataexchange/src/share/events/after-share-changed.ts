import { shareEnded, shareGranted, shareRefused, shareRequested, shareRevoked } from '@gridlink/contracts';
import type { ConsumerOptions } from '@gridlink/event-bus';
import { type FanOutDeps, fanOut } from '../../feed/events/fan-out.ts';

/** Owner and grantee hear of a request and of what became of it on their own feeds. */
export function shareConsumer(deps: FanOutDeps): ConsumerOptions {
  const handlers = [shareRequested, shareGranted, shareRefused, shareRevoked, shareEnded].map((type) => {
    const handle: ConsumerOptions['handlers'][string] = (event) => {
      const { share } = type.data.parse(event.data);
      return fanOut(deps, event, { organizations: [share.owner, share.grantee], snapshot: { share } });
    };
    return [type.type, handle] as const;
  });
  return { name: 'dataexchange-shares', domain: 'dataexchange', noun: 'share', handlers: Object.fromEntries(handlers) };
}
