import { deliberationEvents, suggestionEvents } from '@gridlink/contracts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import { deliberationNotifications, suggestionNotifications } from '../domain/participation-notifications.ts';
import type { TellDeps } from '../use-cases/tell-desks.ts';
import { tellingConsumer } from './telling-consumer.ts';

/** Tells desks what happens to suggestions. */
export const suggestionNotices = (deps: TellDeps) =>
  tellingConsumer(deps, {
    name: 'tickets-suggestion-notifications',
    noun: 'suggestion',
    events: suggestionEvents,
    told: (envelope, { suggestion }, at) =>
      suggestionNotifications({ ...envelope, suggestion }, { pack: packOf(deps, suggestion.jurisdiction), at }),
  });

/** Tells desks what happens to deliberations. */
export const deliberationNotices = (deps: TellDeps) =>
  tellingConsumer(deps, {
    name: 'tickets-deliberation-notifications',
    noun: 'deliberation',
    events: deliberationEvents,
    told: (envelope, meeting, at) =>
      deliberationNotifications(
        { ...envelope, ...meeting },
        { pack: packOf(deps, meeting.deliberation.jurisdiction), at },
      ),
  });
