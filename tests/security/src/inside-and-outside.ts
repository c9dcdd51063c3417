import { ROLES, type Role } from '@gridlink/contracts';
import {
  type Asker,
  callerAt,
  isJudged,
  maySee,
  openAsker,
  readStored,
  type Stored,
  type Workplace,
  workplacesOf,
} from '@gridlink/drills';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphQLOutputType, getNamedType, isObjectType } from 'graphql';
import { committedGraph } from './committed-graph.ts';
import type { RunningCountry } from './country.ts';
import { lookAround } from './look-around.ts';
import { type Spot, spotAt } from './spot.ts';

const STAFF = ROLES.filter((role) => role !== 'PUBLIC');
const graph = committedGraph();

/** [A1] Everything that is in one town, asked for by each role from there and from elsewhere. */
export function describeInsideAndOutside(running: () => RunningCountry): void {
  describe('[A1] what lies in one town', () => {
    let stored: Stored;
    let asker: Asker;
    let spot: Spot;
    let places: readonly [string, Workplace][];
    const answered = new Set<string>();

    beforeAll(async () => {
      const country = running();
      stored = await readStored(country.stack);
      asker = openAsker(country.identities);
      const [here, nextTown, otherCounty] = country.territories.flatMap(workplacesOf);
      const elsewhere = workplacesOf(country.territories[1] as (typeof country.territories)[number])[0];
      if (!here || !nextTown || !otherCounty || !elsewhere) throw new Error('the country is too small');
      spot = spotAt(country, stored, here);
      places = [
        ['the town', here],
        ['the next town', nextTown],
        ['the other county', otherCounty],
        ['the other jurisdiction', elsewhere],
      ];
    });
    afterAll(async () => {
      await asker.close();
      await stored.close();
    });

    const look = async (role: Role, place: Workplace) => {
      const caller = callerAt(role, place);
      const view = await lookAround({ graph, stored, asker, graphql: running().graphql }, caller, spot);
      for (const coordinate of view.answered) answered.add(coordinate);
      const visible = Object.entries(spot.targets).filter(([, target]) => maySee(stored, caller, target));
      const asked = Object.keys(spot.targets).filter((field) => view.answered.has(`Query.${field}`));
      return {
        outside: view.leaks.map(({ type, at }) => `${type} at ${at}`),
        refused: view.refused,
        found: view.found.filter((field) => field in spot.targets).toSorted(),
        expected: visible
          .map(([field]) => field)
          .filter((field) => asked.includes(field))
          .toSorted(),
      };
    };

    it.each(STAFF)(
      'is shown to %s as far as the place reaches, and no further',
      async (role) => {
        for (const [where, place] of places) {
          const { outside, refused, found, expected } = await look(role, place);
          expect({ where, outside, refused, found }).toEqual({ where, outside: [], refused: [], found: expected });
        }
      },
      60_000,
    );

    it('is shown to the public as far as it is published', async () => {
      const { outside, refused, found, expected } = await look('PUBLIC', spot.place);
      expect({ outside, refused, found }).toEqual({ outside: [], refused: [], found: expected });
    });

    it('is not shown to an auditor of the whole other jurisdiction', async () => {
      for (const { code, city } of running().territories) {
        const place = { ...spot.place, jurisdiction: code, city, county: city };
        const { outside, refused, found, expected } = await look('AUDITOR', place);
        expect({ code, outside, refused, found }).toEqual({ code, outside: [], refused: [], found: expected });
      }
    });

    it('is judged, whatever shows it, unless it is open to all', () => {
      const fields = Object.values(graph.schema.getQueryType()?.getFields() ?? {});
      const unjudged = fields.filter((field) => !isJudged(field.name, rowsOf(field.type)));
      expect(unjudged.map(({ name }) => name).toSorted()).toEqual(OPEN_TO_ALL);
    });

    it('was asked for by every field of Query, and each was answered to somebody', () => {
      const fields = Object.keys(graph.schema.getQueryType()?.getFields() ?? {});
      expect(fields.filter((field) => !answered.has(`Query.${field}`))).toEqual([]);
    });
  });
}

/** Published by law or the platform's own rules: the same for everybody, from wherever they ask. A batch is found by its sender's account alone, templates by the caller's own organization; minutes are published to everybody. */
const OPEN_TO_ALL = [
  'division',
  'divisions',
  'dossierRegister',
  'fieldBatch',
  'gridAt',
  'gridNotice',
  'handlingStandard',
  'handlingStandards',
  'incomingTransfers',
  'indicators',
  'itemList',
  'positions',
  'publishedMinutes',
  'redactionRequests',
  'renderReplyTemplate',
  'replyTemplates',
  'serviceItem',
  'serviceItems',
  'ticketRules',
];

/** The type of what a field shows, a connection's rows for a connection. */
function rowsOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  const nodes = isObjectType(named) ? named.getFields().nodes : undefined;
  return nodes ? getNamedType(nodes.type).name : named.name;
}
