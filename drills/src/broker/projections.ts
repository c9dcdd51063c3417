import type { County } from '@gridlink/bench';
import type { Stack } from '@gridlink/stack';
import { type Db, MongoClient } from 'mongodb';
import { compareGrids, compareTickets, type GridView, type TicketView } from './compare-projections.ts';

const GRIDS = /* GraphQL */ `
  query Grids($division: String!) {
    grids(filter: { division: $division }, first: 200) { nodes { id code name status } }
  }
`;

type GridsAnswer = {
  readonly grids: {
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly name: string;
      readonly status: string;
    }[];
  };
};

/** Where other services keep grids: service and collection. */
const GRID_KEEPERS = [
  ['tickets', 'grids'],
  ['personnel', 'grids'],
  ['dataexchange', 'known_grids'],
] as const;

async function ownedGrids({ admin, code }: County): Promise<GridView[]> {
  const { grids } = await admin.ask<GridsAnswer>(GRIDS, { division: code });
  return grids.nodes.map(({ status, ...grid }) => ({ ...grid, retired: status === 'RETIRED' }));
}

type KeptGrid = Omit<GridView, 'id'> & { readonly _id: string };

const keptGrids = async (db: Db, collection: string): Promise<GridView[]> =>
  (await db.collection<KeptGrid>(collection).find().toArray()).map(({ _id, code, name, retired }) => ({
    id: _id,
    code,
    retired,
    ...(name === undefined ? {} : { name }),
  }));

const ownedTickets = (db: Db): Promise<TicketView[]> =>
  db
    .collection<TicketView>('tickets')
    .find({}, { projection: { _id: 0, code: 1, sequence: 1 } })
    .toArray();

const keptTickets = async (db: Db): Promise<TicketView[]> =>
  (await db.collection<{ _id: string; sequence: number }>('known_tickets').find().toArray()).map(
    ({ _id, sequence }) => ({ code: _id, sequence }),
  );

/** What the services keep of each other's data, held against the owners'. */
export type Projections = {
  /** Where grids differ at the moment, each as one sentence. */
  grids(): Promise<string[]>;
  /** Where somebody is behind with tickets. */
  tickets(): Promise<string[]>;
  close(): Promise<void>;
};

export async function openProjections({ endpoints }: Stack, county: County): Promise<Projections> {
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  const dbOf = (service: string): Db => client.db(`${endpoints.databasePrefix}_${service}`);
  return {
    async grids() {
      const owned = await ownedGrids(county);
      const differences = GRID_KEEPERS.map(async ([service, collection]) =>
        compareGrids(service, owned, await keptGrids(dbOf(service), collection)),
      );
      return (await Promise.all(differences)).flat();
    },
    async tickets() {
      const owned = await ownedTickets(dbOf('tickets'));
      return compareTickets('dataexchange', owned, await keptTickets(dbOf('dataexchange')));
    },
    close: () => client.close(),
  };
}
