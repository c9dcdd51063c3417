import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '@gridlink/contracts';
import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPositions, type Positions } from './positions.ts';

const MANY = 60;

const event = (subject: string, sequence: number): EventEnvelope => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/gridlink/grid',
  type: 'gridlink.grid.grid.published.v1',
  subject,
  time: '2026-03-02T01:00:00.000Z',
  datacontenttype: 'application/json',
  jurisdiction: 'somewhere',
  division: '410105001001',
  sequence,
  data: {},
});

describe('where a consumer stands', () => {
  let database: TestDatabase;
  let positions: Positions;
  /** The same, in another process. */
  let others: Positions;
  beforeAll(async () => {
    database = await testDatabase('positions');
    positions = createPositions(database.db);
    others = createPositions(database.db);
  });
  afterAll(() => database.close());

  const many = (): string[] => Array.from({ length: MANY }, () => `reader|${randomUUID()}`);
  const stepTo = async (sequence: number, id: string, by = positions) => by.advance(await by.read(id), sequence);
  const commandsOf = async (work: () => Promise<unknown>): Promise<number> => {
    let count = 0;
    const started = (): void => {
      count += 1;
    };
    database.client.on('commandStarted', started);
    await work();
    database.client.off('commandStarted', started);
    return count;
  };

  it('begins at nothing, and is what the last step made of it', async () => {
    const [id = ''] = many();
    expect(await positions.read(id)).toEqual({ _id: id, sequence: 0, early: [] });
    for (const sequence of [1, 2, 3]) await stepTo(sequence, id);
    expect(await positions.read(id)).toEqual({ _id: id, sequence: 3, early: [] });
  });

  it('is read and written by a handful of commands for however many aggregates come at the same time', async () => {
    const ids = many();
    expect(await commandsOf(() => Promise.all(ids.map((id) => stepTo(1, id))))).toBeLessThan(MANY / 4);
    expect(await commandsOf(() => Promise.all(ids.map((id) => stepTo(2, id))))).toBeLessThan(MANY / 4);
    const stand = await Promise.all(ids.map((id) => positions.read(id)));
    expect(new Set(stand.map(({ sequence }) => sequence))).toEqual(new Set([2]));
  });

  it('is of each aggregate its own where some are new, some further on and some wait for their turn', async () => {
    const ids = many();
    const [ahead, waiting] = [ids.slice(0, 20), ids.slice(20, 40)];
    await Promise.all([...ahead.map((id) => stepTo(7, id)), ...waiting.map((id) => positions.putBy(id, event(id, 2)))]);
    const after = await Promise.all(ids.map(async (id, index) => stepTo(index < 20 ? 8 : 1, id)));
    expect(after.slice(0, 20).map(({ sequence }) => sequence)).toEqual(ahead.map(() => 8));
    expect(after.slice(20, 40).map(({ sequence, early }) => [sequence, early[0]?.subject])).toEqual(
      waiting.map((id) => [1, id]),
    );
    expect(after.slice(40)).toEqual(ids.slice(40).map((_id) => ({ _id, sequence: 1, early: [] })));
  });

  it('never goes back, and forgets what waited once its turn is over', async () => {
    const [id = ''] = many();
    const old = await positions.read(id);
    await positions.putBy(id, event(id, 3));
    await stepTo(4, id);
    expect(await others.advance(old, 2)).toEqual({ _id: id, sequence: 4, early: [] });
    expect(await positions.read(id)).toEqual({ _id: id, sequence: 4, early: [] });
  });

  it('[R3] shows one of two replicas the early event that the other left while it went on', async () => {
    const ids = many();
    await Promise.all(ids.slice(0, MANY / 2).map((id) => stepTo(1, id)));
    const seen = await Promise.all(
      ids.map(async (id, index) => {
        const turn = index < MANY / 2 ? 2 : 1;
        const [gone, left] = await Promise.all([stepTo(turn, id), others.putBy(id, event(id, turn + 1))]);
        return gone.early.length === 1 || left.sequence === turn;
      }),
    );
    expect(seen).toEqual(ids.map(() => true));
  });
});
