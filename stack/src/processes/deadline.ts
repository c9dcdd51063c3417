/** Resolves after so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Asks again and again until the answer is true.
 * @returns false when the time ran out or `isOver` said that asking is pointless.
 */
export async function askUntil(
  question: () => Promise<boolean>,
  limits: { readonly withinMs: number; readonly everyMs: number; readonly isOver?: () => boolean },
): Promise<boolean> {
  const endsAt = Date.now() + limits.withinMs;
  while (Date.now() < endsAt && limits.isOver?.() !== true) {
    if (await question()) return true;
    await pause(limits.everyMs);
  }
  return false;
}
