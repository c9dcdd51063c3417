import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closed, dispatched, fedBack, handled, look, reported } from './steps.ts';
import { COUNTY, GRID_ID, people, startTown, TOWN, type Town } from './town.ts';

describe('the closed loop', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  it('[T01] gives a report of a resident its grid and the town that holds it', async () => {
    const { ticket } = await reported(town);
    expect(ticket).toMatchObject({ stage: 'ACCEPTANCE', grid: { id: GRID_ID }, holder: { code: `${TOWN}-TOWN` } });
  });

  it('[T04] goes up to the county, whose operation body then holds it', async () => {
    const { ticket } = await dispatched(town);
    expect(ticket.holder.code).toBe(`${COUNTY}-OPERATION`);
  });

  it('[T02] waits for feedback once the lead and all assisting units are done', async () => {
    const { ticket } = await handled(town);
    expect((await look(town, people.county, ticket.code)).stage).toBe('FEEDBACK');
  });

  it('[T13] waits for verification once the reporter is told', async () => {
    const { ticket } = await fedBack(town);
    expect((await look(town, people.county, ticket.code)).stage).toBe('VERIFICATION');
  });

  it('[T02] is closed by whoever did not handle it', async () => {
    const { ticket } = await closed(town);
    expect((await look(town, people.county, ticket.code)).stage).toBe('CLOSED');
  });
});
