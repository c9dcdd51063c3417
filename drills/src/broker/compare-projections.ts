/** A grid as its owner shows it, or as another service keeps it; not every service keeps the name. */
export type GridView = {
  readonly id: string;
  readonly code: string;
  readonly name?: string;
  readonly retired: boolean;
};

/** How far somebody is with a ticket's events. */
export type TicketView = { readonly code: string; readonly sequence: number };

function gridDifference(owner: GridView, kept: GridView | undefined): string | undefined {
  if (!kept) return `lacks grid ${owner.code}`;
  if (kept.code !== owner.code) return `has grid ${owner.code} as ${kept.code}`;
  if (kept.name !== undefined && kept.name !== owner.name) return `calls grid ${owner.code} ${kept.name}`;
  return kept.retired === owner.retired ? undefined : `has grid ${owner.code} ${kept.retired ? '' : 'not '}retired`;
}

/** Where a service's grids are unlike their owner's, each as one sentence. */
export function compareGrids(service: string, owned: readonly GridView[], kept: readonly GridView[]): string[] {
  const byId = new Map(kept.map((grid) => [grid.id, grid]));
  const known = new Set(owned.map(({ id }) => id));
  const differences = owned.flatMap((grid) => gridDifference(grid, byId.get(grid.id)) ?? []);
  const strangers = kept.filter(({ id }) => !known.has(id)).map(({ code }) => `has grid ${code} that is not there`);
  return [...differences, ...strangers].map((difference) => `${service} ${difference}`);
}

/** Where a service is behind its tickets' owner. It may be ahead: the owner was looked at before. */
export function compareTickets(service: string, owned: readonly TicketView[], kept: readonly TicketView[]): string[] {
  const byCode = new Map(kept.map(({ code, sequence }) => [code, sequence]));
  return owned.flatMap(({ code, sequence }) => {
    const here = byCode.get(code) ?? 0;
    return here < sequence ? [`${service} knows ${here} of ${sequence} events of ${code}`] : [];
  });
}
