/**
 * Asks again until the answer is there or the time is over; the last failure is what the test then reports. The time only ends
 * a test that would wait for ever: it is far beyond what a busy machine needs, for how fast a thing is is measured elsewhere.
 */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  within = 60_000,
): Promise<Exclude<T, undefined | null | false>> {
  const end = Date.now() + within;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as Exclude<T, undefined | null | false>;
      }
      if (Date.now() > end) throw new Error(`not within ${within} ms: ${ask.toString().slice(0, 200)}`);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
