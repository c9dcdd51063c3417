/** Tests run as the processes do: native ES modules, TypeScript stripped of its types, nothing else changed. */
export default {
  rootDir: '.',
  roots: [
    '<rootDir>/packages',
    '<rootDir>/services',
    '<rootDir>/gateway',
    '<rootDir>/stack',
    '<rootDir>/demo',
    '<rootDir>/tests',
    '<rootDir>/deploy',
    '<rootDir>/bench',
    '<rootDir>/drills',
  ],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.tsbuild/'],
  modulePathIgnorePatterns: ['/.tsbuild/'],
  runner: 'jest-light-runner/child-process',
  setupFiles: ['<rootDir>/stack/src/test-run/before-suites.ts'],
  testTimeout: 150_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/stack/src/test-run/longest-first.ts',
};
