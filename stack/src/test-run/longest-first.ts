import sequencing from '@jest/test-sequencer';

/** Its types are those of its other face, where the class is a property of what is imported. */
const Sequencer = sequencing as unknown as typeof sequencing.default;

/**
 * Suites with a whole stack in them, longest first. Elsewhere jest goes by how long a suite took last time, and by its size where there
 * was none: on a fresh machine it would begin these small files last, and one of the two workers would end long before the other.
 */
const LONGEST = [
  'tests/security/src/real-services.test.ts',
  'tests/journeys/src/one-platform.test.ts',
  'tests/journeys/src/ahead-of-time.test.ts',
  'tests/hostile/src/hostile.test.ts',
  'services/tickets/test/racing-lives.test.ts',
  'tests/integrators/src/examples.test.ts',
  'tests/',
  'stack/src/',
  'drills/src/',
] as const;

const rankOf = (path: string): number => {
  const rank = LONGEST.findIndex((part) => path.replaceAll('\\', '/').includes(`/${part}`));
  return rank === -1 ? LONGEST.length : rank;
};

type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0];

/** The order in which suites begin. */
export default class LongestFirst extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    return (await super.sort(tests)).toSorted((one, other) => rankOf(one.path) - rankOf(other.path));
  }
}
