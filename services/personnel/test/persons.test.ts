import { type Caller, PUBLIC_CALLER } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServedPersonnel, servePersonnel } from './served-personnel.ts';
import {
  auditor,
  countyCoordinator,
  gridIn,
  gridLeader,
  JIANGSU,
  NEXT_COUNTY,
  NEXT_TOWN,
  PUYANG,
  personRow,
  platformAdmin,
  tell,
  townBody,
  townOperator,
} from './story.ts';

type Person = Record<string, unknown>;

const FILE = `query($id: ID!) { person(id: $id) { id name birthDate phone idNumberMasked backgrounds
  vetting { detained attested } division { code } } }`;
const PHONE = 'query($id: ID!) { person(id: $id) { phone(reveal: true) } }';
const NAME = 'query($id: ID!) { person(id: $id) { id name registeredAt phone } }';

describe('persons', () => {
  let served: ServedPersonnel;
  const row = personRow(PUYANG.village, { backgrounds: ['OPEN_RECRUIT'] });
  const grid = gridIn(PUYANG, 1);
  let id = '';

  beforeAll(async () => {
    served = await servePersonnel();
    const story = tell(served.ask);
    const { rows } = await story.registerPersons(townOperator(PUYANG), 'puyang', [row]);
    id = rows[0]?.id ?? '';
  });
  afterAll(() => served.stop());

  const read = async (caller: Caller, query = FILE): Promise<Person | null | undefined> =>
    (await served.ask<{ person: Person | null }>(caller, query, { id })).data?.person;
  const reveals = () => served.database.db.collection('reveals').countDocuments({ personId: id });

  it('[P13] have one file with what vetting found', async () => {
    expect(await read(townOperator(PUYANG))).toMatchObject({
      name: row.name,
      backgrounds: ['OPEN_RECRUIT'],
      vetting: { detained: false },
      division: { code: PUYANG.village },
    });
  });

  it('[P13] registered again unchanged are left alone', async () => {
    const { rows } = await tell(served.ask).registerPersons(townOperator(PUYANG), 'puyang', [row]);
    expect([rows[0]?.outcome, rows[0]?.id]).toEqual(['UNCHANGED', id]);
  });

  it('[P13] are brought up to date by their identity number', async () => {
    const { rows } = await tell(served.ask).registerPersons(townOperator(PUYANG), 'puyang', [
      { ...row, education: 'BACHELOR' },
    ]);
    expect([rows[0]?.outcome, rows[0]?.id]).toEqual(['UPDATED', id]);
  });

  it('[P13] are not registered outside the own town', async () => {
    const { rows } = await tell(served.ask).registerPersons(townOperator(PUYANG), 'puyang', [
      personRow(NEXT_TOWN.village),
    ]);
    expect(rows[0]?.userErrors.map(({ code }) => code)).toEqual(['OUTSIDE_SCOPE']);
  });

  it('never show an identity number in a report', async () => {
    const { rows } = await tell(served.ask).registerPersons(townOperator(PUYANG), 'puyang', [{ ...row, phone: '1' }]);
    expect(JSON.stringify(rows)).not.toContain(row.idNumber);
  });

  it('show their numbers masked', async () => {
    expect(await read(townOperator(PUYANG))).toMatchObject({
      phone: `138****${row.phone.slice(-4)}`,
      idNumberMasked: `410902********${row.idNumber.slice(-4)}`,
    });
  });

  it('are called by those who must call them, and that is written down', async () => {
    const before = await reveals();
    const person = await read(townOperator(PUYANG), PHONE);
    expect([person?.phone, (await reveals()) - before]).toEqual([row.phone, 1]);
  });

  it('are not called by an auditor, who sees the mask', async () => {
    const before = await reveals();
    const person = await read(auditor(PUYANG), PHONE);
    expect([person?.phone, (await reveals()) - before]).toEqual([`138****${row.phone.slice(-4)}`, 0]);
  });

  it('show an auditor who has seen what', async () => {
    await read(townOperator(PUYANG), PHONE);
    const person = await read(auditor(PUYANG), 'query($id: ID!) { person(id: $id) { reveals { field seenBy } } }');
    expect(person?.reveals).toContainEqual({ field: 'phone', seenBy: townOperator(PUYANG).subject });
  });

  it('read their own file and telephone', async () => {
    const self: Caller = {
      subject: 'self',
      kind: 'PERSON',
      roles: ['GRID_WORKER'],
      jurisdiction: 'puyang',
      person: id,
    };
    expect(await read(self, PHONE)).toEqual({ phone: row.phone });
  });

  it.each([
    ['the next town', townOperator(NEXT_TOWN)],
    ['the next county', countyCoordinator(NEXT_COUNTY)],
    ['another jurisdiction', countyCoordinator(JIANGSU)],
  ])('without a post are nobody to %s', async (_, caller) => {
    expect(await read(caller, NAME)).toBeNull();
  });

  it('are not for the public to ask by id', async () => {
    expect((await served.ask(PUBLIC_CALLER, NAME, { id })).errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('do not read what vetting found of themselves', async () => {
    const self: Caller = {
      subject: 'self',
      kind: 'PERSON',
      roles: ['GRID_WORKER'],
      jurisdiction: 'puyang',
      person: id,
    };
    const { errors } = await served.ask(self, 'query($id: ID!) { person(id: $id) { vetting { detained } } }', { id });
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('are listed within the own area only', async () => {
    const list = async (caller: Caller, division?: string) =>
      (
        await served.ask<{ persons: { nodes: { id: string }[] } }>(
          caller,
          'query($filter: PersonFilter) { persons(filter: $filter) { nodes { id } } }',
          { filter: { division } },
        )
      ).data?.persons.nodes.map((node) => node.id);
    expect([
      await list(townOperator(PUYANG)),
      await list(countyCoordinator(PUYANG), PUYANG.village),
      await list(townOperator(NEXT_TOWN)),
      await list(townOperator(NEXT_TOWN), PUYANG.town),
      await list(countyCoordinator(JIANGSU)),
    ]).toEqual([[id], [id], [], [], []]);
  });

  it('are found by name and background', async () => {
    const { data } = await served.ask<{ persons: { nodes: { id: string }[] } }>(
      townOperator(PUYANG),
      'query($filter: PersonFilter) { persons(filter: $filter) { nodes { id } } }',
      { filter: { nameContains: row.name.slice(1), background: 'OPEN_RECRUIT' } },
    );
    expect(data?.persons.nodes).toEqual([{ id }]);
  });

  it('leave no number in clear in the database', async () => {
    const stored = JSON.stringify(await served.database.db.collection('persons').find().toArray());
    expect([stored.includes(row.phone), stored.includes(row.idNumber)]).toEqual([false, false]);
  });

  it('leave no number in clear anywhere else either', async () => {
    await read(townOperator(PUYANG), PHONE);
    const { db } = served.database;
    const names = (await db.listCollections().toArray()).map(({ name }) => name);
    const all = await Promise.all(names.map((name) => db.collection(name).find().toArray()));
    expect([JSON.stringify(all).includes(row.phone), JSON.stringify(all).includes(row.idNumber)]).toEqual([
      false,
      false,
    ]);
  });

  describe('serving in a grid', () => {
    beforeAll(async () => {
      await served.publishGrid(grid);
      await tell(served.ask).registerOrganizations(platformAdmin, 'puyang', [townBody(PUYANG)]);
      await eventually(() => served.database.db.collection('grids').findOne({ _id: grid.id as never }));
      await tell(served.ask).appoint(townOperator(PUYANG), {
        personId: id,
        position: 'FULL_TIME_WORKER',
        gridId: grid.id,
        appointingBody: `${PUYANG.town}-TOWN`,
        publicPhone: '0393-5550101',
      });
    });

    const notice = async (caller: Caller) =>
      (
        await served.ask<{ _entities: unknown[] }>(
          caller,
          `query($of: [_Any!]!) { _entities(representations: $of) { ... on Grid {
            staff { position positionLabel publicPhone person { name } } } } }`,
          { of: [{ __typename: 'Grid', id: grid.id }] },
        )
      ).data?._entities[0];

    it('[P01] are on its notice with name, post and public telephone', async () => {
      expect(await notice(PUBLIC_CALLER)).toEqual({
        staff: [
          {
            position: 'FULL_TIME_WORKER',
            positionLabel: '专职网格员',
            publicPhone: '0393-5550101',
            person: { name: row.name },
          },
        ],
      });
    });

    it('are not shown to another jurisdiction', async () => {
      expect(await notice(countyCoordinator(JIANGSU))).toEqual({ staff: [] });
    });

    it('show the next county no more than the notice', async () => {
      expect(await read(countyCoordinator(NEXT_COUNTY), NAME)).toEqual({
        id,
        name: row.name,
        registeredAt: null,
        phone: null,
      });
    });

    it('are called by the leader of their grid', async () => {
      expect(await read(gridLeader(PUYANG, [grid.id]), PHONE)).toEqual({ phone: row.phone });
    });

    it('are not called by the leader of another grid', async () => {
      expect(await read(gridLeader(PUYANG, ['another-grid']), PHONE)).toEqual({ phone: null });
    });
  });
});
