import { openGraph } from '@gridlink/bench';

/** A ticket as the county's desk sees it. */
export type FoundTicket = {
  readonly externalId: string;
  readonly code: string;
  readonly stage: string;
  readonly intact: boolean;
};

const PAGE = /* GraphQL */ `
  query Found($after: String) {
    tickets(first: 200, after: $after) {
      nodes { code title stage timelineIntact }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

type PageAnswer = {
  readonly tickets: {
    readonly nodes: readonly {
      readonly code: string;
      readonly title: string;
      readonly stage: string;
      readonly timelineIntact: boolean;
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

/** Reports carry their number in the title, after the last space. */
const externalIdIn = (title: string): string => title.slice(title.lastIndexOf(' ') + 1);

/** All tickets of the county, through the graph. */
export async function findTickets(graphql: string, token: string): Promise<FoundTicket[]> {
  const graph = openGraph(graphql, 1);
  const found: FoundTicket[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { tickets }: PageAnswer = await graph.ask<PageAnswer>({ query: PAGE, variables: { after }, token });
    for (const { code, title, stage, timelineIntact } of tickets.nodes)
      found.push({ externalId: externalIdIn(title), code, stage, intact: timelineIntact });
    after = tickets.pageInfo.endCursor;
    more = tickets.pageInfo.hasNextPage;
  }
  await graph.close();
  return found;
}
