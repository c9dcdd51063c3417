import { type Caller, liesIn, ROLES, type Role } from '@gridlink/contracts';
import {
  type Asker,
  callerAt,
  openAsker,
  readStored,
  type Stored,
  type Workplace,
  workplacesOf,
} from '@gridlink/drills';
import { mayRead } from '@gridlink/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { committedGraph } from './committed-graph.ts';
import type { RunningCountry } from './country.ts';
import { differences, fingerprints } from './fingerprints.ts';
import { type Facts, madeInput } from './made-input.ts';
import { type Spot, spotAt } from './spot.ts';
import type { Field } from './ways.ts';

const graph = committedGraph();
const mutations: readonly Field[] = Object.values(graph.schema.getMutationType()?.getFields() ?? {});
const isOpenTo = (caller: Caller, { name }: Field): boolean =>
  mayRead(caller, graph.access.get(`Mutation.${name}`) ?? []);

/** Open by what they are for: anybody reports from anywhere, and whoever signs in or out does so as nobody else. */
const WITHOUT_SCOPE: ReadonlySet<string> = new Set([
  'changePassword',
  'login',
  'logout',
  'makeSuggestion',
  'programToken',
  'refreshSession',
  'reportTicket',
  'reportTickets',
]);

/** Names of what is there, for whatever a mutation wants to name. */
function factsOf(stored: Stored, { place, values }: Spot): Facts {
  const ticket = stored.tickets.get(String(values.ticketId)) as unknown as {
    readonly version: number;
    readonly assignments: readonly { readonly id: string }[];
    readonly supervisions: readonly { readonly id: string }[];
  };
  const inCounty = (areas: readonly string[]): boolean => areas.includes(place.county);
  const first = <T extends { readonly areas: readonly string[] }>(all: ReadonlyMap<string, T>): T | undefined =>
    [...all.values()].find(({ areas }) => inCounty(areas));
  return {
    accountId: first(stored.accounts)?._id,
    appointmentId: [...stored.posts.values()].find(({ areas, active }) => active && inCounty(areas))?._id,
    appointingBody: place.department,
    assignmentId: ticket.assignments[0]?.id,
    clientId: first(stored.programs)?._id,
    code: place.department,
    deadlineId: values.deadlineId,
    decision: 'APPROVE',
    deliberationId: values.deliberationId,
    division: place.village,
    expectedVersion: 1,
    grant: values.grant,
    gridId: place.grid,
    gridIds: [place.grid],
    holder: `${place.county}-COORDINATION`,
    id: [...stored.grids.values()].find(({ areas, status }) => status === 'DRAFT' && inCounty(areas))?._id,
    instructionId: values.instructionId,
    jurisdiction: place.jurisdiction,
    login: 'somebody-else',
    organization: values.organization,
    organizations: [place.department],
    password: 'Somebody-2026',
    personId: place.person,
    planId: values.planId,
    request: values.grant,
    resource: values.resource,
    name: '照片',
    roles: ['DEPARTMENT_OFFICER'],
    suggestionId: values.suggestionId,
    successor: values.organization,
    supervisionId: ticket.supervisions[0]?.id,
    target: place.department,
    ticketId: values.ticketId,
    uri: 'https://files.example.cn/1.jpg',
  };
}

/** [A1] What a role may not do, nobody with it does; what it may, it does nowhere else. */
export function describeMutations(running: () => RunningCountry): void {
  describe('[A1] mutations on what lies in one town', () => {
    let stored: Stored;
    let asker: Asker;
    let spot: Spot;
    let facts: Facts;
    let outside: readonly Workplace[];

    beforeAll(async () => {
      const country = running();
      stored = await readStored(country.stack);
      asker = openAsker(country.identities);
      const [here, , otherCounty] = country.territories.flatMap(workplacesOf);
      const elsewhere = workplacesOf(country.territories[1] as (typeof country.territories)[number])[0];
      if (!here || !otherCounty || !elsewhere) throw new Error('the country is too small');
      spot = spotAt(country, stored, here);
      facts = factsOf(stored, spot);
      outside = [otherCounty, elsewhere];
    });
    afterAll(async () => {
      await asker.close();
      await stored.close();
    });

    const now = () => fingerprints(running(), spot.place.county);
    const perform = async (caller: Caller, { name, args }: Field) => {
      const [argument] = args;
      const head = argument ? `($input: ${argument.type})` : '';
      const query = `mutation ${head} { ${name}${argument ? '(input: $input)' : ''} { __typename userErrors { code } } }`;
      const variables = argument ? { input: madeInput(argument.type, facts) } : {};
      const { data, errors } = await asker.ask({ name: 'gateway', url: running().graphql }, caller, {
        query,
        variables,
      });
      const payload = (data as Record<string, { userErrors: { code: string }[] }> | null | undefined)?.[name];
      return {
        name,
        codes: [
          ...errors.map(({ extensions }) => extensions?.code),
          ...(payload?.userErrors ?? []).map(({ code }) => code),
        ],
      };
    };

    it.each(ROLES)(
      '%s is refused, in the town itself, what the role may not do',
      async (role: Role) => {
        const caller = callerAt(role, spot.place);
        const before = await now();
        const done: string[] = [];
        // Whoever has not signed in is told to.
        const refusal = role === 'PUBLIC' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
        for (const mutation of mutations.filter((candidate) => !isOpenTo(caller, candidate))) {
          const { name, codes } = await perform(caller, mutation);
          if (codes[0] !== refusal) done.push(`${name}: ${codes}`);
        }
        expect(done).toEqual([]);
        expect(differences(before, await now())).toEqual([]);
      },
      120_000,
    );

    /** A role may be bound to more than a county: whoever reaches the town is not outside. */
    const outsiders = (role: Role): Caller[] =>
      outside
        .map((place) => callerAt(role, place))
        .filter(({ division }) => division === undefined || !liesIn(spot.place.town, division));

    it.each(ROLES)(
      '%s changes nothing there from another county or jurisdiction',
      async (role: Role) => {
        const before = await now();
        const answers = [];
        for (const caller of outsiders(role)) {
          const open = mutations.filter((field) => isOpenTo(caller, field) && !WITHOUT_SCOPE.has(field.name));
          for (const mutation of open) answers.push(await perform(caller, mutation));
        }
        expect(answers.filter(({ codes }) => codes.some(isBroken))).toEqual([]);
        expect(differences(before, await now())).toEqual([]);
      },
      120_000,
    );
  });
}

const isBroken = (code: string | undefined): boolean =>
  code === undefined || code === 'INTERNAL_SERVER_ERROR' || code === 'GRAPHQL_VALIDATION_FAILED';
