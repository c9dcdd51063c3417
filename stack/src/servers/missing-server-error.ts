/** A server that can be neither found nor installed here; the message says how to mend that. */
export class MissingServerError extends Error {
  constructor(problem: string, ways: readonly string[]) {
    super(`${problem}. Ways out:\n${ways.map((way) => `  → ${way}`).join('\n')}`);
  }
}
