import { type Role, SUBGRAPHS } from '@gridlink/contracts';
import { createNatsBus, type EventBus } from '@gridlink/event-bus';
import { createLogger, createMetrics, type HttpFront, serveSubgraph } from '@gridlink/subgraph-kit';
import { createTestGateway, eventually, natsServer, testPrefix } from '@gridlink/test-kit';
import { composeSupergraph, environmentSchema, type RunningGateway, startGateway } from '../../src/index.ts';
import { person } from '../fixture/callers.ts';
import { openTokenOffice, type TokenOffice } from '../fixture/token-office.ts';
import { createInstructionBook, type InstructionChange } from './instruction-book.ts';
import { gridTypeDefs, ticketsTypeDefs } from './live-schemas.ts';
import { createNotificationBook, type Told } from './notification-book.ts';
import { createTicketBook, type TicketBook } from './ticket-book.ts';

export const TOWN = '410105001000';
export const UNIT = '410105000000-URBAN_MANAGEMENT';

export type LiveWorld = {
  readonly url: string;
  /** First token of its subjects and streams. */
  readonly prefix: string;
  readonly gatewayKey: string;
  readonly book: TicketBook;
  /** Changes an instruction and publishes its event. */
  instruct(id: string, change: InstructionChange): Promise<void>;
  /** Writes a notification and announces it. */
  notify(id: string, told: Told): Promise<void>;
  readonly bus: EventBus;
  readonly office: TokenOffice;
  /** A token of somebody of the town, unless other claims are given. */
  token(roles?: readonly Role[], claims?: Parameters<typeof person>[1], seconds?: number): Promise<string>;
  /** Starts another gateway over the same services; `settings` are its environment. One that has no broker is not waited for. */
  another(settings?: Record<string, string>, hasBroker?: boolean): Promise<RunningGateway>;
  /** The supergraph it serves. */
  readonly supergraph: string;
  /** The service that answers for tickets, or the one for grids, is not there until it is started again. */
  stopService(name: 'grid' | 'tickets'): Promise<void>;
  startService(name: 'grid' | 'tickets'): Promise<void>;
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
};

const silent = createLogger('test', 'silent');
const NOBODY_LISTENS = 'http://127.0.0.1:9';

export async function startLiveWorld(settings: Record<string, string> = {}): Promise<LiveWorld> {
  const prefix = testPrefix();
  const broker = natsServer();
  const bus = await createNatsBus({ ...broker, prefix, name: 'test' });
  await bus.onStreamGeneration('tickets', async () => {});
  await bus.onStreamGeneration('personnel', async () => {});
  const identity = await createTestGateway();
  const office = await openTokenOffice();
  const book = createTicketBook(bus);
  const { instruct, instruction } = createInstructionBook(bus);
  const { notify, notification } = createNotificationBook(bus);
  const Query = { ...book.resolvers.Query, instruction, notification };
  const sources = {
    grid: {
      typeDefs: gridTypeDefs,
      resolvers: { Grid: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `grid ${id}` }) } },
    },
    tickets: { typeDefs: ticketsTypeDefs, resolvers: { ...book.resolvers, Query } },
  };
  const serve = (name: 'grid' | 'tickets', port = 0): Promise<HttpFront> =>
    serveSubgraph({
      name,
      ...sources[name],
      host: '127.0.0.1',
      port,
      gatewayKeys: identity.keys,
      log: silent,
      metrics: createMetrics(name),
      contextFor: (base) => base,
      readiness: [],
    });
  const fronts = { grid: await serve('grid'), tickets: await serve('tickets') };
  const composed = composeSupergraph(Object.entries(sources).map(([name, { typeDefs }]) => ({ name, typeDefs })));
  if ('problems' in composed) throw new Error(composed.problems.join('\n'));
  const urlOf = (name: string): string => (name in fronts ? fronts[name as 'grid'].url : NOBODY_LISTENS);
  const gateways = new Set<RunningGateway>();
  const { supergraph } = composed.composed;
  const another = async (own: Record<string, string> = {}, hasBroker = true): Promise<RunningGateway> => {
    const gateway = await startGateway(
      environmentSchema.parse({
        GATEWAY_KEY: JSON.stringify(identity.privateKey),
        TOKEN_ISSUER: office.issuer,
        TOKEN_JWKS_URL: office.keySetUrl,
        NATS_URL: broker.url,
        ...(broker.credentials ? { NATS_CREDENTIALS: broker.credentials } : {}),
        EVENT_PREFIX: prefix,
        ...Object.fromEntries(
          SUBGRAPHS.map((name) => [`SUBGRAPH_${name.toUpperCase()}_URL`, `${urlOf(name)}/graphql`]),
        ),
        LIVE_HEARTBEAT_SECONDS: '1',
        LIVE_FIGURES_SECONDS: '1',
        ...settings,
        ...own,
      }),
      { log: silent, ...(own.SUPERGRAPH_PATH ? {} : { supergraph }) },
    );
    gateways.add(gateway);
    const isCurrent = async () => (await metricsOf(gateway)).includes('gridlink_live_current{service="gateway"} 1');
    if (hasBroker) await eventually(isCurrent);
    return {
      ...gateway,
      stop() {
        gateways.delete(gateway);
        return gateway.stop();
      },
    };
  };
  const metricsOf = async ({ operatorUrl }: RunningGateway): Promise<string> =>
    (await fetch(`${operatorUrl}/metrics`)).text();
  const first = await another();
  return {
    url: first.url,
    prefix,
    gatewayKey: JSON.stringify(identity.privateKey),
    book,
    instruct,
    notify,
    bus,
    office,
    token: (roles = ['TOWN_OPERATOR'], claims = {}, expiresIn = 600) =>
      office.token(person(roles, { division: TOWN, ...claims }), { expiresIn }),
    another,
    supergraph,
    async stopService(name) {
      fronts[name].server.closeAllConnections();
      await fronts[name].stop();
    },
    async startService(name) {
      fronts[name] = await serve(name, fronts[name].port);
    },
    async metric(name) {
      const line = (await metricsOf(first)).split('\n').find((each) => each.startsWith(name));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    async stop() {
      await Promise.all([...gateways].map((gateway) => gateway.stop()));
      await Promise.all([fronts.grid.stop(), fronts.tickets.stop(), office.stop(), bus.close()]);
    },
  };
}
