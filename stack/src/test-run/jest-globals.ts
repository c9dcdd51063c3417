/** What `@jest/globals` is where jest’s light runner has put it: on the global object. */
const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } =
  globalThis as unknown as typeof import('@jest/globals');

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest };
