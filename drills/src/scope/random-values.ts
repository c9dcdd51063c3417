import type { Chance } from '@gridlink/bench';
import { type GraphQLInputType, getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { Stored } from './stored.ts';

export const pick = <T>(chance: Chance, from: readonly T[]): T => {
  const found = from[chance.int(0, from.length - 1)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

/** What arguments are filled from: names of things that are there, in every place. */
export type Pools = Readonly<Record<string, readonly unknown[]>>;

const WORDS = ['井盖', '网格', '李', '局', 'a', '中心'] as const;
const LONG_AGO = ['2026-01-01T00:00:00Z'];
const FAR_OFF = ['2036-01-01T00:00:00Z'];

/** Values by the name of the argument or input field; `id` and `code` go by the field they are given to. */
export function poolsOf(stored: Stored, cursors: readonly string[]): Pools {
  const {
    grids,
    organizations,
    persons,
    tickets,
    resources,
    shares,
    posts,
    programs,
    accounts,
    records,
    suggestions,
    deliberations,
  } = stored;
  const organizationCodes = [...organizations.values()].map(({ code }) => code);
  const gridCodes = [...grids.values()].flatMap(({ codes }) => codes);
  const subjects = [...accounts.keys(), ...programs.keys(), 'data_steward-410105001000'];
  return {
    'ticket.id': [...tickets.keys()],
    'ticket.code': [...tickets.values()].map(({ code }) => code),
    'grid.id': [...grids.keys()],
    'grid.code': gridCodes,
    'gridNotice.code': gridCodes,
    'division.code': stored.divisions,
    'organization.id': [...organizations.values()].map(({ _id }) => _id),
    'organization.code': organizationCodes,
    'person.id': [...persons.keys()],
    'dataResource.id': [...resources.keys()],
    'dataResource.code': [...resources.values()].map(({ code }) => code),
    'shareRequest.id': [...shares.keys()],
    'serviceItem.id': ['none'],
    'serviceItem.code': ['PUBLIC_FACILITIES'],
    'deliberation.id': [...deliberations.keys()],
    'suggestion.id': [...suggestions.keys()],
    'suggestionByNumber.code': [...suggestions.values()].map(({ code }) => code),
    'ticketByNumber.code': [...tickets.values()].map(({ code }) => code),
    after: cursors,
    area: stored.divisions,
    at: [new Date().toISOString(), '2026-01-01T00:00:00Z'],
    background: ['COMMUNITY_WORKER', 'PARTY_MEMBER'],
    category: ['CITY', 'SAFETY'],
    deadlineId: [...tickets.values()].flatMap(({ deadlines }) => deadlines.map(({ id }) => id)),
    division: stored.divisions,
    grant: [...shares.keys()],
    gridId: [...grids.keys()],
    itemCode: ['PUBLIC_FACILITIES'],
    jurisdiction: [...new Set([...organizations.values()].map(({ jurisdiction }) => jurisdiction))],
    key: [...records.values()].map(({ key }) => key),
    nameContains: WORDS,
    organization: organizationCodes,
    owner: [...resources.values()].map(({ owner }) => owner),
    parent: stored.divisions,
    queryCode: ['123456', '000000'],
    record: [...records.keys()],
    resource: [...resources.keys()],
    subject: subjects,
    text: WORDS,
    ticketId: [...tickets.keys()],
    topic: ['投诉'],
    unit: organizationCodes,
    appointment: [...posts.keys()],
    reportedFrom: LONG_AGO,
    reportedTo: FAR_OFF,
    receivedFrom: LONG_AGO,
    receivedTo: FAR_OFF,
    startsFrom: LONG_AGO,
    startsTo: FAR_OFF,
    batchId: ['b1', 'b2'],
  };
}

const PAGE = 5;
/** How often an argument that may be left out is given. */
const GIVEN = 0.4;
const OFTEN_GIVEN: Readonly<Record<string, number>> = { id: 0.8, code: 0.8, first: 1, after: 0.2 };

/** A value for one argument of one field, of its type and out of the pools. */
export function randomValue(
  chance: Chance,
  pools: Pools,
  at: { field: string; name: string; type: GraphQLInputType },
): unknown {
  const { field, name, type } = at;
  const isRequired = isNonNullType(type);
  const often = OFTEN_GIVEN[name] ?? GIVEN;
  if (!isRequired && chance.float() > often) return undefined;
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return [randomValue(chance, pools, { field, name, type: bare.ofType })];
  const named = getNamedType(bare);
  if (isEnumType(named)) return pick(chance, named.getValues()).name;
  if (isInputObjectType(named)) {
    const entries = Object.values(named.getFields()).map((input): [string, unknown] => [
      input.name,
      randomValue(chance, pools, { field, name: input.name, type: input.type }),
    ]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  return scalar(chance, pools, { field, name, kind: named.name });
}

function scalar(
  chance: Chance,
  pools: Pools,
  { field, name, kind }: { field: string; name: string; kind: string },
): unknown {
  if (name === 'reveal') return false;
  if (kind === 'Boolean') return chance.float() < 0.5;
  if (kind === 'Int') return chance.int(1, PAGE);
  if (kind === 'Float') return name === 'latitude' ? 34 + chance.float() * 3 : 113 + chance.float() * 4;
  const pool = pools[`${field}.${name}`] ?? pools[name] ?? [];
  return pool.length === 0 ? 'none' : pick(chance, pool);
}
