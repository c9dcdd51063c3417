import { randomBytes } from 'node:crypto';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Repositories } from '../src/repositories.ts';
import { PUYANG } from './story.ts';
import { watchReads } from './watched-reads.ts';

const COUNTY: Scope = { reach: 'BOUNDED', jurisdiction: 'puyang', area: PUYANG.county };
const PLATFORM: Scope = { reach: 'PLATFORM' };
const PUBLIC: Scope = { reach: 'PUBLIC' };
const SYSTEM = systemScope('test');
const FIRST = { limit: 20, after: null };
const NOW = new Date('2026-06-01T00:00:00Z');

describe('every read', () => {
  let database: TestDatabase;
  let reads: Awaited<ReturnType<typeof watchReads>>;
  beforeAll(async () => {
    database = await testDatabase('personnel');
    reads = await watchReads(database, randomBytes(32));
  });
  afterAll(async () => {
    await reads.stop();
    await database.close();
  });

  it.each<[string, string, (repositories: Repositories) => Promise<unknown>]>([
    ['organizations by id', '_id', ({ organizations }) => organizations.byIds(COUNTY, ['a', 'b'])],
    ['organizations by code', 'organization', ({ organizations }) => organizations.byCodes(COUNTY, ['a', 'b'])],
    [
      'organizations of a jurisdiction',
      'organizations_of_jurisdiction',
      ({ organizations }) => organizations.list(COUNTY, {}, { limit: 20, after: ['410902'] }),
    ],
    [
      'organizations of an area',
      'organizations_of_area',
      ({ organizations }) => organizations.list(PUBLIC, { division: PUYANG.county }, FIRST),
    ],
    [
      'organizations of a function',
      'organizations_of',
      ({ organizations }) => organizations.list(COUNTY, { function: 'WATER' }, FIRST),
    ],
    [
      'organizations of a kind',
      'organizations_of',
      ({ organizations }) => organizations.list(COUNTY, { kind: 'COURT' }, FIRST),
    ],
    ['all organizations', 'organization_by_code', ({ organizations }) => organizations.list(PLATFORM, {}, FIRST)],
    ['persons by id', '_id', ({ persons }) => persons.byIds(SYSTEM, ['a', 'b'])],
    [
      'persons by identity number',
      'person_by_identity_number',
      ({ persons }) => persons.byIdNumbers('puyang', ['a', 'b']),
    ],
    [
      'persons of an area',
      'persons_of_area',
      ({ persons }) => persons.list(COUNTY, {}, { limit: 20, after: ['张', 'x'] }),
    ],
    ['all persons', 'persons_of_platform', ({ persons }) => persons.list(PLATFORM, {}, FIRST)],
    ['appointments in grids', 'appointments_in_grid', ({ appointments }) => appointments.inGrids(PUBLIC, ['a', 'b'])],
    [
      'appointments in organizations',
      'appointments_in_organization',
      ({ appointments }) => appointments.inOrganizations(COUNTY, ['a']),
    ],
    [
      'appointments of persons',
      'appointments_of_person',
      ({ appointments }) => appointments.ofPersons(COUNTY, ['a', 'b']),
    ],
    ['seats', 'appointments_', ({ appointments }) => appointments.seatsOf(SYSTEM, ['a'], ['GRID_LEADER'])],
    ['overdue appointments', 'appointments_overdue', ({ appointments }) => appointments.overdue(SYSTEM, NOW, 10)],
    ['the staff of grids', 'appointments_in_grid', ({ appointments }) => appointments.countStaff(['a', 'b'])],
    ['short grids of an area', 'short_grids_of_area', ({ grids }) => grids.listShort(COUNTY, null, FIRST)],
    ['all short grids', 'short_grids_of_platform', ({ grids }) => grids.listShort(PLATFORM, null, FIRST)],
    ['accounts by login', 'account_by_login', ({ accounts }) => accounts.byLogin(SYSTEM, 'admin')],
    ['accounts of a person', 'accounts_of_person', ({ accounts }) => accounts.ofPerson(SYSTEM, 'a')],
    ['accounts of an area', 'accounts_of_area', ({ accounts }) => accounts.list(COUNTY, null, FIRST)],
    ['a session by its handle', 'session_by_handle', ({ sessions }) => sessions.byHandle(SYSTEM, 'a')],
    ['programs of an organization', 'programs_of_organization', ({ programs }) => programs.ofOrganization(SYSTEM, 'a')],
    ['reveals of persons', 'reveals_of_person', ({ reveals }) => reveals.ofPersons(['a', 'b'])],
  ])('of %s goes by the index %s', async (_, index, work) => {
    const plans = await reads.plansOf(work);
    expect(plans.every(({ text }) => /IXSCAN|IDHACK|EXPRESS/.test(text) && text.includes(index))).toBe(true);
  });

  it('is made of at least one command', async () => {
    const plans = await reads.plansOf(({ organizations }) => organizations.list(PLATFORM, {}, FIRST));
    expect(plans.length).toBe(1);
  });
});
