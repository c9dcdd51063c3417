/** The federated read of bar S1: tickets → grid → leader, and the lead department. */
export const PAGE = /* GraphQL */ `
  query Page($first: Int!, $after: String) {
    tickets(first: $first, after: $after) {
      nodes {
        id
        code
        title
        stage
        late
        reportedAt
        grid { code name leader { name } }
        assignments { part state unit { code name } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export type PageAnswer = {
  readonly tickets: {
    readonly nodes: readonly {
      readonly id: string;
      readonly grid: { readonly code: string; readonly leader: { readonly name: string } | null } | null;
      readonly assignments: readonly { readonly unit: { readonly name: string | null } }[];
    }[];
  };
};

const CURSORS = /* GraphQL */ `
  query Cursors($first: Int!) { tickets(first: $first) { edges { cursor } } }
`;

type CursorAnswer = { readonly tickets: { readonly edges: readonly { readonly cursor: string }[] } };

type Ask = <Data>(query: string, variables: Record<string, unknown>) => Promise<Data>;

/** Cursors of the newest tickets, newest first. */
export async function cursors(ask: Ask, first: number): Promise<string[]> {
  return (await ask<CursorAnswer>(CURSORS, { first })).tickets.edges.map(({ cursor }) => cursor);
}

/** @throws Error naming what a page lacks: a page with holes would measure something else */
export function checkPage({ tickets }: PageAnswer, rows: number): void {
  if (tickets.nodes.length !== rows) throw new Error(`a page of ${tickets.nodes.length} tickets, not ${rows}`);
  const holes = tickets.nodes.filter(({ grid, assignments }) => !grid?.leader?.name || !assignments[0]?.unit.name);
  if (holes.length > 0) throw new Error(`${holes.length} of ${rows} tickets have no leader or no lead department`);
}
