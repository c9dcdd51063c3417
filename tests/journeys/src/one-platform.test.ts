import { afterAll, beforeAll, describe } from '@jest/globals';
import { deliberationJourney } from './deliberation.ts';
import { emergencyJourney } from './emergency.ts';
import { feedJourney } from './feed.ts';
import { liveJourney } from './live.ts';
import { loopJourney } from './loop.ts';
import { notificationsJourney } from './notifications.ts';
import { offlineJourney } from './offline.ts';
import { photosJourney } from './photos.ts';
import { refusalsJourney } from './refusals.ts';
import { sharingJourney } from './sharing.ts';
import { togetherJourney } from './together.ts';
import { transferJourney } from './transfer.ts';
import { createWorld, type World } from './world.ts';

/** A department's own system listens on this machine. */
const WEBHOOKS = { WEBHOOK_PRIVATE_ADDRESSES: 'allow', WEBHOOK_PLAIN_HTTP: 'allow' };

/**
 * Journeys that leave the platform as they found it, one after the other. First the one whose desk must have been told of nothing yet;
 * last those that change how a county works: an emergency plan stays in force there, and the town's desk is closed.
 */
const JOURNEYS: readonly (readonly [string, (running: () => World) => void])[] = [
  ['a desk is told', notificationsJourney],
  ['a department’s program and its feed', feedJourney],
  ['one matter goes round the whole loop', loopJourney],
  ['what the platform refuses', refusalsJourney],
  ['a matter of several bodies', togetherJourney],
  ['a matter that belongs to another city', transferJourney],
  ['a worker’s phone had no network', offlineJourney],
  ['[E08] photos go with a matter', photosJourney],
  ['a department shares its data', sharingJourney],
  ['[T19] [T20] from what a resident suggests to what is done', deliberationJourney],
  ['[T16] an emergency', emergencyJourney],
  ['desks that are told live', liveJourney],
];

describe('on one platform', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(undefined, WEBHOOKS);
  }, 600_000);
  afterAll(() => world.end());

  for (const [title, journey] of JOURNEYS) describe(title, () => journey(() => world));
});
