import { afterAll, beforeAll, describe } from '@jest/globals';
import { describeInstructions } from './instructions.ts';
import { describeOverrun } from './overrun.ts';
import { createWorld, type World } from './world.ts';

/** Journeys that set the clock ahead, each in a jurisdiction of its own; the one after goes further ahead than the one before. */
describe('on a platform that is ahead of its time', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(['puyang', 'zhengzhou']);
  }, 600_000);
  afterAll(() => world.end());

  describeInstructions(() => world);
  describeOverrun(() => world);
});
