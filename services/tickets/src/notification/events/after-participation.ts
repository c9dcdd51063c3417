import { deliberationEvents, suggestionEvents } from '@gridlink/contracts';
import { systemScope } from '@gridlink/subgraph-kit';
import { staffInvited } from '../../deliberation/domain/deliberation.ts';
import type { DeliberationRepository } from '../../deliberation/use-cases/deliberation-repository.ts';
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

type MeetingDeps = TellDeps & { readonly deliberations: Pick<DeliberationRepository, 'load'> };

const SCOPE = systemScope('whoever is invited to a meeting is told');
const NOBODY = { all: [], now: [] };

/** Tells desks what happens to deliberations. */
export const deliberationNotices = (deps: MeetingDeps) =>
  tellingConsumer(deps, {
    name: 'tickets-deliberation-notifications',
    noun: 'deliberation',
    events: deliberationEvents,
    async told(envelope, meeting, at) {
      const stored = await deps.deliberations.load(SCOPE, meeting.deliberation.id);
      const staff = stored ? staffInvited(stored.state, new Date(envelope.time)) : NOBODY;
      const pack = packOf(deps, meeting.deliberation.jurisdiction);
      return deliberationNotifications({ ...envelope, ...meeting, staff }, { pack, at });
    },
  });
