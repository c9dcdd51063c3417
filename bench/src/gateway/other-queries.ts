/** A read as small as a federated one can be. */
export const ONE = /* GraphQL */ `
  query One($id: ID!) {
    ticket(id: $id) { id code title stage late grid { code name } }
  }
`;

/** A read as large as a desk's export: most fields, most neighbours. */
export const HEAVY = /* GraphQL */ `
  query Deep($first: Int!, $after: String) {
    tickets(first: $first, after: $after) {
      nodes {
        id code title text stage severity round late reportedAt dueAt
        stageLabel { zh en }
        division { code name }
        grid { code name kind residents division { code name } leader { name } }
        holder { code name level }
        assignments {
          id part state offeredAt
          unit { code name level division { code name } }
          deadlines { kind startedAt dueAt }
        }
        deadlines { kind dueAt unit { code name } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
