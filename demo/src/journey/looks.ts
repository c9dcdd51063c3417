import { areaContains } from '@gridlink/geo-index';
import type { GraphClient } from '../graph-client.ts';
import type { TicketView } from '../matters/ticket-commands.ts';
import type { MultiPolygon } from '../plan.ts';
import type { Narrator } from './narrator.ts';

const FIRST_GRID = /* GraphQL */ `
  query FirstGrid($county: String!) {
    grids(filter: { division: $county }, first: 1) { nodes { code name boundary divisions { code level } } }
  }
`;

type FoundGrid = { code: string; name: string; boundary: MultiPolygon; divisions: { code: string; level: string }[] };

/** A published grid of the county, its town and a point inside it. */
export async function firstGrid(client: GraphClient, county: string) {
  const { grids } = await client.ask<{ grids: { nodes: FoundGrid[] } }>(FIRST_GRID, { county });
  const [grid] = grids.nodes;
  if (!grid) throw new Error(`${county} has no grid: was the demo loaded?`);
  const town = grid.divisions.find(({ level }) => level === 'TOWN')?.code ?? county;
  return { ...grid, town, point: pointInside(grid.boundary) };
}

/** The middle of the outer ring, or of two of its corners when the middle lies outside. */
function pointInside(boundary: MultiPolygon): [number, number] {
  const ring = boundary.coordinates[0]?.[0] ?? [];
  const mean = (points: readonly (readonly [number, number])[]): [number, number] => [
    points.reduce((sum, [x]) => sum + x, 0) / points.length,
    points.reduce((sum, [, y]) => sum + y, 0) / points.length,
  ];
  const candidates = [
    mean(ring),
    ...ring.map((corner, index) => mean([corner, ring[(index + 2) % ring.length] ?? corner])),
  ];
  const inside = candidates.find((point) => areaContains(boundary, point));
  if (!inside) throw new Error('no point inside the boundary found');
  return inside;
}

const FOLLOW = /* GraphQL */ `
  query Follow($code: String!, $queryCode: String!) {
    ticketByNumber(code: $code, queryCode: $queryCode) { stageLabel { zh } timeline { at label words } }
  }
`;

type Followed = { stageLabel: { zh: string }; timeline: { at: string; label: string; words: string | null }[] };

export async function followByNumber(
  client: GraphClient,
  receipt: { code: string; queryCode: string | null },
): Promise<Followed> {
  return (await client.ask<{ ticketByNumber: Followed }>(FOLLOW, receipt)).ticketByNumber;
}

const EXPLAIN = /* GraphQL */ `
  query Explain($id: ID!) {
    ticket(id: $id) {
      deadlines { kind unit { name } stoppedAt dueAt limit { amount unit } }
    }
  }
`;

type Explained = {
  deadlines: {
    kind: string;
    unit: { name: string } | null;
    stoppedAt: string | null;
    dueAt: string | null;
    limit: { amount: number; unit: string };
  }[];
};

/** Says which clocks run now and until when. */
export async function explainClock(client: GraphClient, ticket: TicketView, narrator: Narrator): Promise<void> {
  const { ticket: seen } = await client.ask<{ ticket: Explained }>(EXPLAIN, { id: ticket.id });
  for (const deadline of seen.deadlines.filter(({ stoppedAt }) => stoppedAt === null)) {
    narrator.saw(
      `时限 ${deadline.kind} ${deadline.unit?.name ?? ''}：${deadline.limit.amount} ${deadline.limit.unit}，到期 ${deadline.dueAt ?? '-'}`,
    );
  }
}
