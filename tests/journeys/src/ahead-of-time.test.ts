import { afterAll, beforeAll, describe } from '@jest/globals';
import { instructionsJourney } from './instructions.ts';
import { overrunJourney } from './overrun.ts';
import { createWorld, type World } from './world.ts';

/** Journeys that set the clock ahead, each in a jurisdiction of its own; the one after goes further ahead than the one before. */
describe('on a platform that is ahead of its time', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(['puyang', 'zhengzhou']);
  }, 600_000);
  afterAll(() => world.end());

  describe('[T17] flat command', () => instructionsJourney(() => world));
  describe('a department that overruns its limit', () => overrunJourney(() => world));
});
