import { afterAll, beforeAll, describe } from '@jest/globals';
import { describeDeliberation } from './deliberation.ts';
import { describeEmergency } from './emergency.ts';
import { describeFeed } from './feed.ts';
import { describeLive } from './live.ts';
import { describeLoop } from './loop.ts';
import { describeNotifications } from './notifications.ts';
import { describeOffline } from './offline.ts';
import { describePhotos } from './photos.ts';
import { describeRefusals } from './refusals.ts';
import { describeSharing } from './sharing.ts';
import { describeTogether } from './together.ts';
import { describeTransfer } from './transfer.ts';
import { createWorld, type World } from './world.ts';

/** A department's own system listens on this machine. */
const WEBHOOKS = { WEBHOOK_PRIVATE_ADDRESSES: 'allow', WEBHOOK_PLAIN_HTTP: 'allow' };

/**
 * Journeys that leave the platform as they found it, one after the other. First the one whose desk must have been told of nothing yet;
 * last those that change how a county works: an emergency plan stays in force there, and the town's desk is closed.
 */
const JOURNEYS = [
  describeNotifications,
  describeFeed,
  describeLoop,
  describeRefusals,
  describeTogether,
  describeTransfer,
  describeOffline,
  describePhotos,
  describeSharing,
  describeDeliberation,
  describeEmergency,
  describeLive,
];

describe('on one platform', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(undefined, WEBHOOKS);
  }, 600_000);
  afterAll(() => world.end());

  for (const journey of JOURNEYS) journey(() => world);
});
