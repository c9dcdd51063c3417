/** Something that was changed, and how long it took until it showed, milliseconds; undefined when it never did. */
export type Effect = { readonly what: string; readonly afterMs: number | undefined };

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 25;

/** Does it, then looks until it shows. The clock starts when the change was acknowledged. */
export async function effectOf(
  what: string,
  change: () => Promise<unknown>,
  hasShown: () => Promise<boolean> | boolean,
): Promise<Effect> {
  await change();
  const startedAt = performance.now();
  while (performance.now() - startedAt < PATIENCE_MS) {
    if (await hasShown()) return { what, afterMs: performance.now() - startedAt };
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return { what, afterMs: undefined };
}
