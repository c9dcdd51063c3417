import {
  administratorOf,
  createGraphClient,
  type Desks,
  type GraphClient,
  graphqlOf,
  type LoadedJurisdiction,
  loadSmallTerritory,
  openAccount,
  openDesks,
} from '@gridlink/demo';
import { loadPacks } from '@gridlink/jurisdiction';
import { type Stack, startTestStack } from '@gridlink/stack';

/** Five real processes over the run's database and broker, and a small country in them. */
export type World = {
  readonly stack: Stack;
  readonly graphql: string;
  readonly admin: GraphClient;
  readonly public: GraphClient;
  readonly desks: Desks;
  readonly password: string;
  at(jurisdiction: string): LoadedJurisdiction;
  /** Stops the processes and starts them on the same data with the ticket clock this far ahead. */
  later(minutes: number): Promise<void>;
  end(): Promise<void>;
};

const PASSWORD = 'Journeys-2026';
/** Enough for every desk, small enough to load at once. */
const SIZE = { towns: 2, villagesEach: 2 };

/** Builds the world up through the public graph, as a newcomer's start command does. */
export async function createWorld(
  jurisdictions: readonly string[] = [...loadPacks().keys()],
  settings: Readonly<Record<string, string>> = {},
): Promise<World> {
  const running = await startTestStack(settings);
  const graphql = (): string => graphqlOf(running.stack.endpoints);
  const admin = administratorOf(running.stack.endpoints);
  const built = new Map<string, LoadedJurisdiction>();
  for (const code of jurisdictions) built.set(code, await loadSmallTerritory(admin, { code, size: SIZE }));
  const accounts = [...built.values()].flatMap((jurisdiction) => jurisdiction.accounts);
  // A password's hash takes a processor for a moment, on purpose, and a journey sits at few of all desks.
  const openDesk = async (login: string): Promise<void> => {
    const account = accounts.find(({ name }) => name === login);
    if (account) await openAccount(admin, account, PASSWORD);
  };

  return {
    get stack() {
      return running.stack;
    },
    get graphql() {
      return graphql();
    },
    admin,
    public: createGraphClient(graphql()),
    desks: openDesks(graphql(), PASSWORD, openDesk),
    password: PASSWORD,
    at(jurisdiction) {
      const found = built.get(jurisdiction);
      if (!found) throw new Error(`${jurisdiction} is not built up`);
      return found;
    },
    later: (minutes) => running.startAgain({ REHEARSAL_CLOCK_AHEAD_MINUTES: String(minutes) }),
    end: running.end,
  };
}
