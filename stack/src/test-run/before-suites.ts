import { registerHooks } from 'node:module';

const GLOBALS = new URL('./jest-globals.ts', import.meta.url).href;

/**
 * The light runner imports suites as Node does, once a process what they import, so that `@jest/globals` is the package itself, which
 * only says that it is to be imported inside jest.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals'
      ? { url: GLOBALS, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
