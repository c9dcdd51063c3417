import { eventually } from '@gridlink/test-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type LiveWorld, startLiveWorld, TOWN, UNIT } from './live-world.ts';
import { openSse, type SseStream } from './sse-client.ts';

const QUERY = 'subscription { notificationReceived { cursor notification { id kind } } }';
const OF_KINDS =
  'subscription ($kinds: [NotificationKind!]) { notificationReceived(kinds: $kinds) { notification { id kind } } }';

type Told = { readonly cursor: string; readonly notification: { readonly id: string } | null };

describe('[E12] notifications that are told live', () => {
  let world: LiveWorld;
  const streams: SseStream[] = [];
  beforeAll(async () => {
    world = await startLiveWorld();
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });
  afterAll(() => world.stop());

  const open = async (variables: object = {}, query = QUERY): Promise<SseStream> => {
    const token = await world.token(['DEPARTMENT_OFFICER'], { organization: UNIT });
    const stream = await openSse(world.url, query, { token, variables });
    streams.push(stream);
    return stream;
  };
  const idsOf = (stream: SseStream): string[] =>
    stream
      .results()
      .flatMap(({ data }) => (Object.values(data ?? {}) as Told[]).map((told) => String(told.notification?.id)));
  /** What came before a last one, which is announced now: what is not there by then does not come. */
  const toldBefore = async (stream: SseStream): Promise<string[]> => {
    await world.notify('last', { places: [UNIT] });
    await eventually(() => idsOf(stream).includes('last'));
    return idsOf(stream).filter((id) => id !== 'last');
  };

  it('come to the desk they are for, and to no other', async () => {
    const stream = await open();
    await world.notify('n1', { places: [UNIT] });
    await world.notify('town', { places: [TOWN] });
    await world.notify('elsewhere', { places: [UNIT], jurisdiction: 'other' });
    await world.notify('n2', { places: [TOWN, UNIT], kind: 'DEADLINE' });
    expect(await toldBefore(stream)).toEqual(['n1', 'n2']);
  });

  it('are of the kinds that are asked for, and none that the account has turned off', async () => {
    const [all, deadlines] = [await open(), await open({ kinds: ['DEADLINE', 'WORK'] }, OF_KINDS)];
    await world.notify('progress', { places: [UNIT], kind: 'PROGRESS' });
    await world.notify('off', { places: [UNIT], kind: 'SERVICE' });
    await world.notify('n3', { places: [UNIT], kind: 'DEADLINE' });
    expect([await toldBefore(all), await toldBefore(deadlines)]).toEqual([['progress', 'n3'], ['n3']]);
  });

  it('are no changes of tickets and no instructions', async () => {
    const tickets = await open({}, 'subscription { ticketChanged { ticket { id } } }');
    const instructions = await open({}, 'subscription { instructionReceived { instruction { id } } }');
    await world.notify('n4', { places: [UNIT] });
    await world.book.change('t1', { units: [UNIT] });
    await world.instruct('i1', { division: '410105000000', to: [UNIT] });
    await eventually(() => tickets.events.length > 0 && instructions.events.length > 0);
    expect([tickets.results(), instructions.results()]).toEqual([
      [{ data: { ticketChanged: { ticket: { id: 't1' } } } }],
      [{ data: { instructionReceived: { instruction: { id: 'i1' } } } }],
    ]);
  });

  it('go on from the cursor after a break', async () => {
    const first = await open();
    await world.notify('n5', { places: [UNIT] });
    await eventually(() => first.events.length > 0);
    const [told] = first.results().flatMap(({ data }) => Object.values(data ?? {}) as Told[]);
    first.close();
    await world.notify('n6', { places: [UNIT] });
    const query = 'subscription ($after: String) { notificationReceived(after: $after) { notification { id } } }';
    const second = await open({ after: told?.cursor }, query);
    expect(await toldBefore(second)).toEqual(['n6']);
  });
});
