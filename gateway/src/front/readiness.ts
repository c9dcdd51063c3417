import { json, type Route } from '@gridlink/subgraph-kit';

/** Something the gateway needs; `ping` throws while it is not there. */
export type Need = { readonly name: string; ping(): Promise<void> };

/**
 * Ready once everything the gateway needs has been there at the same time or one after the other. A subgraph that goes away later
 * blanks its own fields only, so the gateway stays ready and names it: taking the gateway out as well would blank the rest.
 */
export function readinessRoute(needsNow: () => readonly Need[]): Route {
  const seen = new Set<string>();
  return async () => {
    const needs = needsNow();
    const results = await Promise.allSettled(needs.map(({ ping }) => ping()));
    const missing = needs.flatMap(({ name }, index) => {
      const result = results[index];
      if (result?.status === 'rejected') return [`${name}: ${String(result.reason)}`];
      seen.add(name);
      return [];
    });
    if (missing.length === 0) return json(200, { status: 'ready' });
    const neverSeen = needs.some(({ name }) => !seen.has(name));
    return neverSeen
      ? json(503, { status: 'not ready', failed: missing })
      : json(200, { status: 'degraded', failed: missing });
  };
}
