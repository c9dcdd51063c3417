type Globals = typeof import('@jest/globals');

/** What `@jest/globals` is where jest’s light runner has put it: on the global object. */
const globals = globalThis as unknown as Globals;

export const afterAll: Globals['afterAll'] = globals.afterAll;
export const afterEach: Globals['afterEach'] = globals.afterEach;
export const beforeAll: Globals['beforeAll'] = globals.beforeAll;
export const beforeEach: Globals['beforeEach'] = globals.beforeEach;
export const describe: Globals['describe'] = globals.describe;
export const expect: Globals['expect'] = globals.expect;
export const it: Globals['it'] = globals.it;
export const jest: Globals['jest'] = globals.jest;
