import { type Caller, liesIn } from '@gridlink/contracts';
import { callerAt, workplacesOf } from '../country/callers.ts';
import type { Country } from '../country/country.ts';
import { type Asker, openAsker } from '../scope/asker.ts';

/** People who ask without a pause while keys and rights change around them; nothing of it is about them. */
export type SteadyLoad = {
  readonly done: () => number;
  readonly failures: readonly string[];
  stop(): Promise<void>;
};

const PAGE = /* GraphQL */ `
  query Page {
    tickets(first: 5) { nodes { code stage grid { code name } holder { code name } } }
    dataResources(first: 3) { nodes { code title } }
  }
`;
const PAUSE_MS = 20;

/** A coordinator and an officer of each county, with tokens that were issued before anything changes. */
function bystanders({ territories }: Country): Caller[] {
  return territories.flatMap(workplacesOf).flatMap((place, index, places) => {
    const isFirstOfCounty = places.findIndex(({ county }) => county === place.county) === index;
    const roles = isFirstOfCounty
      ? (['COUNTY_COORDINATOR', 'DEPARTMENT_OFFICER'] as const)
      : (['TOWN_OPERATOR'] as const);
    return roles
      .map((role) => callerAt(role, place))
      .filter(({ division }) => liesIn(place.town, division ?? place.city));
  });
}

/** Starts one client for each of them. */
export function startSteadyLoad(country: Country): SteadyLoad {
  const asker: Asker = openAsker(country.identities);
  const failures: string[] = [];
  let isRunning = true;
  let done = 0;

  const client = async (caller: Caller): Promise<void> => {
    while (isRunning) {
      const target = { name: 'gateway', url: country.graphql } as const;
      const { status, errors } = await asker
        .ask(target, caller, { query: PAGE })
        .catch((error: unknown) => ({ status: 0, errors: [{ message: String(error) }] }));
      if (status === 200 && errors.length === 0) done += 1;
      else failures.push(`${new Date().toISOString()} ${caller.subject}: ${status} ${errors[0]?.message ?? ''}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const ended = Promise.all(bystanders(country).map(client));
  return {
    done: () => done,
    failures,
    async stop() {
      isRunning = false;
      await ended;
      await asker.close();
    },
  };
}
