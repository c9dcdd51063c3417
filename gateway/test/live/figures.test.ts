import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { EventEnvelope } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LiveWorld, startLiveWorld } from './live-world.ts';
import { openSse, type SseStream } from './sse-client.ts';

const QUERY = 'subscription ($d: String) { ticketFiguresChanged(division: $d) { at counts { stage count } } }';

const countsIn = (stream: SseStream): unknown[] =>
  stream.results().map(({ data }) => {
    const figures = data?.ticketFiguresChanged as { counts: { count: number }[] } | undefined;
    return figures?.counts[0]?.count;
  });

describe('figures of the cockpit', () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await startLiveWorld();
  });
  afterAll(() => world.stop());
  const open = async (variables: object = {}) => openSse(world.url, QUERY, { token: await world.token(), variables });

  it('come at once, and again when something changed', async () => {
    const stream = await open();
    await eventually(() => stream.events.length === 1);
    await world.book.change('t1');
    await eventually(() => stream.events.length === 2);
    stream.close();
    expect(countsIn(stream)).toEqual([0, 1]);
  });

  it('come once for many changes', async () => {
    const stream = await open();
    await eventually(() => stream.events.length === 1);
    const before = world.book.questions.length;
    for (let number = 0; number < 50; number++) await world.book.change(`many ${number}`);
    await eventually(() => countsIn(stream).at(-1) === 51);
    stream.close();
    expect(world.book.questions.length - before).toBeLessThan(10);
  });

  it('of a division are not asked for again because of another', async () => {
    const stream = await open({ d: '410105001002' });
    await eventually(() => stream.events.length === 1);
    await world.book.change('elsewhere', { division: '410105001001' });
    await world.book.change('there', { division: '410105001002' });
    await eventually(() => stream.events.length === 2);
    stream.close();
    expect(countsIn(stream)).toEqual([0, 1]);
  });

  it('are refused for what is no division', async () => {
    const stream = await open({ d: 'x' });
    await eventually(() => stream.isEnded);
    expect(stream.results()[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'division' });
  });

  const FIGURES = 'subscription ($input: FiguresInput!) { figuresChanged(input: $input) { at figures { from open } } }';
  const MARCH = { from: '2026-03-01', to: '2026-03-31' };
  const openIn = (stream: SseStream): unknown[] =>
    stream
      .results()
      .map(({ data }) => (data?.figuresChanged as { figures: { open: number } } | undefined)?.figures.open);
  const openFigures = async (input: object) =>
    openSse(world.url, FIGURES, { token: await world.token(), variables: { input: { ...MARCH, ...input } } });

  it('[X01] that are counted behind the tickets have settled when they are pushed', async () => {
    const stream = await openFigures({ area: '410105001003' });
    await eventually(() => stream.events.length === 1);
    for (const id of ['one', 'two', 'three']) await world.book.change(`counted ${id}`, { division: '410105001003' });
    await eventually(() => openIn(stream).at(-1) === 3);
    stream.close();
    expect(openIn(stream)[0]).toBe(0);
  });

  it('of one area are not read again because of another', async () => {
    const stream = await openFigures({ area: '410105001004' });
    await eventually(() => stream.events.length === 1);
    await world.book.change('not here', { division: '410105001001' });
    await world.book.change('here', { division: '410105001004' });
    await eventually(() => openIn(stream).at(-1) === 1);
    stream.close();
    expect(stream.events.length).toBeLessThanOrEqual(3);
  });

  it.each(['suggestion-received', 'deliberation-opened'])(
    '[T19] [T20] are read anew after a %s there',
    async (fixture) => {
      const area = '410105001001';
      const stream = await openFigures({ area });
      await eventually(() => stream.events.length === 1);
      const before = world.book.questions.length;
      const file = new URL(`../../../packages/contracts/src/events/tickets/fixtures/${fixture}.json`, import.meta.url);
      const event = JSON.parse(readFileSync(file, 'utf8')) as EventEnvelope;
      // One from before the stream would be taken for a refill of it.
      await world.bus.publish({
        ...event,
        id: randomUUID(),
        time: new Date().toISOString(),
        jurisdiction: 'somewhere',
      });
      await eventually(() => world.book.questions.length > before);
      stream.close();
    },
  );

  it('are refused for an area that is none', async () => {
    const stream = await openFigures({ area: '41' });
    await eventually(() => stream.isEnded);
    expect(stream.results()[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.area' });
  });
});
