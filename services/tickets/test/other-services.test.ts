import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, dispatched, does, give, look, ORDERS, report, reported } from './steps.ts';
import { CITY, COUNTY, GRID_ID, gridSnapshot, people, startTown, type Town } from './town.ts';

const item = (code: string, more = {}) => ({
  id: `zhengzhou:${code}`,
  code,
  title: code,
  category: 'HAZARDS',
  responsibility: 'ASSIST',
  leadFunction: 'HEALTH',
  guidingFunction: 'HEALTH',
  severity: 'MAJOR',
  topics: [],
  article: '第十四条第（四）项',
  ...more,
});

describe('what other services announce', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const dissolve = async (code: string, successor: string): Promise<void> => {
    const unit = (await town.service.deps.organizations.units([code])).get(code);
    const more = { id: 'x', name: 'x', kind: 'LINKAGE_DEPARTMENT', level: 'COUNTY', jurisdiction: 'zhengzhou' };
    const organization = { ...unit, ...more, active: false, successor };
    await town.hear('gridlink.personnel.organization.dissolved.v1', code, { organization });
    await eventually(async () => (await town.service.deps.organizations.units([code])).get(code)?.active === false);
  };

  const escalated = async (itemCode: string): Promise<string> => {
    const { ticket } = await reported(town);
    await does(town, people.town, ['acceptTicket', { ticketId: ticket.id, itemCode }]);
    await does(town, people.town, ['escalateTicket', { ticketId: ticket.id, words: '须部门办理' }]);
    return ticket.id;
  };

  it('a list of items is in force from its day on, and decides who may lead', async () => {
    const list = {
      id: 'list-1',
      version: 1,
      effectiveFrom: '2026-03-03T00:00:00.000Z',
      items: [item('MOSQUITOES')],
      negative: [],
    };
    await town.hear('gridlink.grid.item-list.published.v1', 'list-1', { list }, CITY);
    await eventually(() => town.database.db.collection('item_lists').findOne({}));
    const { ticket } = await reported(town);
    const tooEarly = await give(town, people.town, ['acceptTicket', { ticketId: ticket.id, itemCode: 'MOSQUITOES' }]);
    expect(tooEarly.userErrors.map(({ code }) => code)).toEqual(['ITEM_UNKNOWN']);
    town.setNow('2026-03-03T02:00:00Z');
    const ticketId = await escalated('MOSQUITOES');
    const byHealth = [{ organization: `${COUNTY}-HEALTH`, part: 'LEAD', instruction: '消杀' }];
    expect((await does(town, people.county, ['dispatchTicket', { ticketId, assignments: byHealth }])).stage).toBe(
      'HANDLING',
    );
    const other = await escalated('MOSQUITOES');
    const refused = await give(town, people.county, ['dispatchTicket', { ticketId: other, assignments: ORDERS }]);
    expect(refused.userErrors).toMatchObject([
      { code: 'UNIT_WITHOUT_DUTY', article: expect.stringMatching(/条例第十四条第（四）项$/) },
    ]);
    town.setNow('2026-03-02T02:00:00Z');
  });

  it('a dissolved organization’s open work and instructions go to its successor', async () => {
    const sent = await dispatched(town);
    const organizations = [`${COUNTY}-PUBLIC_SECURITY`, `${COUNTY}-URBAN_MANAGEMENT`];
    const input = { title: '防汛叫应', words: '请到岗', urgency: 'URGENT', organizations };
    type Issued = { issueInstruction: { instruction: { id: string } | null } };
    const order =
      'mutation ($input: IssueInstructionInput!) { issueInstruction(input: $input) { instruction { id } } }';
    const issued = (await town.ask<Issued>(people.county, order, { input })).data?.issueInstruction.instruction;
    const heir = `${COUNTY}-HEALTH`;
    await dissolve(`${COUNTY}-PUBLIC_SECURITY`, heir);
    const units = await eventually(async () => {
      const { assignments } = await look(town, people.county, sent.ticket.code);
      const named = assignments.map(({ unit }) => unit.code);
      return named.includes(heir) ? named : null;
    });
    expect(units).toEqual([`${COUNTY}-URBAN_MANAGEMENT`, heir]);
    const received = await eventually(async () => {
      const list = '{ instructionsReceived(first: 10) { nodes { id } } }';
      type Received = { instructionsReceived: { nodes: { id: string }[] } };
      const nodes = (await town.ask<Received>(people.outsider, list)).data?.instructionsReceived.nodes ?? [];
      return nodes.length > 0 ? nodes : null;
    });
    expect(received).toEqual([{ id: issued?.id }]);
  });

  it('a dissolved organization gets no more work', async () => {
    const { ticket } = await reported(town);
    await accepted(town, ticket.id);
    await does(town, people.town, ['escalateTicket', { ticketId: ticket.id, words: '须部门办理' }]);
    const { userErrors } = await give(town, people.county, [
      'dispatchTicket',
      { ticketId: ticket.id, assignments: ORDERS },
    ]);
    expect(userErrors).toMatchObject([{ code: 'UNIT_UNKNOWN', field: ['assignments', '1', 'organization'] }]);
  });

  it('a retired grid is on the map no more, and its tickets stay', async () => {
    const { ticket } = await reported(town);
    await town.hear('gridlink.grid.grid.retired.v1', gridSnapshot.code, {
      gridId: GRID_ID,
      gridCode: gridSnapshot.code,
      reason: '合并',
      effectiveFrom: '2026-03-02T00:00:00.000Z',
    });
    await eventually(async () => (await town.service.deps.grids.find(GRID_ID)) === null);
    expect((await report(town)).userErrors.map(({ code }) => code)).toEqual(['DIVISION_NEEDED']);
    expect(ticket.grid?.id).toBe(GRID_ID);
  });

  it('what cannot be read is parked, and the rest goes on', async () => {
    await town.hear('gridlink.personnel.organization.registered.v1', 'broken', { organization: { code: 'broken' } });
    const parked = await eventually(() =>
      town.database.db.collection('dead_letters').findOne({ consumer: 'tickets-organizations' }),
    );
    expect(String(parked?.reason)).toContain('organization');
  });

  it('a county’s own list holds there before the city’s', async () => {
    const list = {
      id: 'list-county',
      version: 1,
      effectiveFrom: '2026-03-01T00:00:00.000Z',
      items: [item('RIVERS')],
      negative: [],
    };
    await town.hear('gridlink.grid.item-list.published.v1', 'list-county', { list }, COUNTY);
    await eventually(() => town.database.db.collection('item_lists').findOne({ division: COUNTY }));
    town.passHours(1);
    const codes = async (areas: string[]): Promise<string[]> => {
      const { deps } = town.service;
      const pack = deps.packs.get('zhengzhou');
      return pack ? [...(await deps.itemLists.inForce(pack, areas, new Date('2026-03-05T00:00:00Z'))).keys()] : [];
    };
    expect(await codes([CITY, COUNTY])).toEqual(['RIVERS']);
    expect(await codes([CITY, '410103000000'])).toEqual(['MOSQUITOES']);
  });
});
