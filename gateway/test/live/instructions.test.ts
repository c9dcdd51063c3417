import { eventually } from '@gridlink/test-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type LiveWorld, startLiveWorld, TOWN, UNIT } from './live-world.ts';
import { openSse, type SseStream } from './sse-client.ts';

const COUNTY = '410105000000';
const GRID = 'grid7';
const RECEIVED = 'subscription { instructionReceived { change instruction { id title } } }';
const RECEIPTS = `subscription ($id: ID) {
  instructionReceiptChanged(instructionId: $id) { change organizations gridIds instruction { id } }
}`;

describe('[T17] instructions that are told live', () => {
  let world: LiveWorld;
  const streams: SseStream[] = [];
  beforeAll(async () => {
    world = await startLiveWorld();
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });
  afterAll(() => world.stop());

  const open = async (query: string, token: Promise<string>, variables: object = {}): Promise<SseStream> => {
    const stream = await openSse(world.url, query, { token: await token, variables });
    streams.push(stream);
    return stream;
  };
  const officer = () => world.token(['DEPARTMENT_OFFICER'], { organization: UNIT });
  const worker = () => world.token(['GRID_WORKER'], { grids: [GRID] });
  const county = () => world.token(['COUNTY_COORDINATOR'], { division: COUNTY });

  type Told = {
    readonly change: string;
    readonly organizations?: readonly string[];
    readonly gridIds?: readonly string[];
    readonly instruction: { readonly id: string; readonly title?: string } | null;
  };
  const toldTo = (stream: SseStream): Told[] =>
    stream.results().flatMap(({ data }) => Object.values(data ?? {}) as Told[]);
  /** What came before a last instruction, which is published now: what is not there by then does not come. */
  const toldBefore = async (stream: SseStream, last: Parameters<LiveWorld['instruct']>[1]): Promise<Told[]> => {
    await world.instruct('last', last);
    await eventually(() => toldTo(stream).some(({ instruction }) => instruction?.id === 'last'));
    return toldTo(stream).filter(({ instruction }) => instruction?.id !== 'last');
  };
  const inWords = (told: readonly Told[]): string[] =>
    told.map(({ change, instruction }) => `${change} ${instruction?.id}`);

  it('reach a department and the staff of a grid at once, each with the instruction as the graph shows it', async () => {
    const [unit, grid] = [await open(RECEIVED, officer()), await open(RECEIVED, worker())];
    await world.instruct('i1', { division: COUNTY, to: [UNIT, GRID] });
    await eventually(() => unit.events.length > 0 && grid.events.length > 0);
    const expected = [{ change: 'ISSUED', instruction: { id: 'i1', title: 'i1 issued' } }];
    expect([toldTo(unit), toldTo(grid)]).toEqual([expected, expected]);
  });

  it('tell a recipient of what is asked of it, and neither of others nor of what others answer', async () => {
    const unit = await open(RECEIVED, officer());
    await world.instruct('others', { division: COUNTY, to: [GRID] });
    await world.instruct('i2', { division: COUNTY, to: [UNIT, GRID] });
    await world.instruct('i2', { verb: 'acknowledged', division: COUNTY, to: [UNIT, GRID], about: [GRID] });
    await world.instruct('i2', { verb: 'resent', division: COUNTY, to: [UNIT, GRID], about: [GRID] });
    await world.instruct('i2', { verb: 'resent', division: COUNTY, to: [UNIT, GRID], about: [UNIT] });
    await world.instruct('elsewhere', { division: COUNTY, to: [UNIT], jurisdiction: 'other' });
    await world.instruct('i2', { verb: 'withdrawn', division: COUNTY, to: [UNIT, GRID] });
    expect(inWords(await toldBefore(unit, { division: COUNTY, to: [UNIT] }))).toEqual([
      'ISSUED i2',
      'RESENT i2',
      'WITHDRAWN i2',
    ]);
  });

  it('tell the sender’s center and those above whose receipt moved', async () => {
    const [sender, recipients] = [await open(RECEIPTS, county()), await open(RECEIPTS, world.token())];
    await world.instruct('i3', { division: COUNTY, to: [UNIT, GRID] });
    await world.instruct('i3', { verb: 'acknowledged', division: COUNTY, to: [UNIT, GRID], about: [GRID] });
    await world.instruct('i4', { verb: 'done', division: TOWN, to: [GRID] });
    await world.instruct('i3', { verb: 'overdue', division: COUNTY, to: [UNIT, GRID], about: [UNIT] });
    const last = { verb: 'done', division: TOWN, to: [GRID] };
    expect(await toldBefore(sender, last)).toEqual([
      { change: 'ACKNOWLEDGED', organizations: [], gridIds: [GRID], instruction: { id: 'i3' } },
      { change: 'DONE', organizations: [], gridIds: [GRID], instruction: { id: 'i4' } },
      { change: 'OVERDUE', organizations: [UNIT], gridIds: [], instruction: { id: 'i3' } },
    ]);
    // The town hears of its own, and nothing of the county's.
    expect(inWords(await toldBefore(recipients, last))).toEqual(['DONE i4']);
  });

  it('tell of one instruction where only one is asked for', async () => {
    const sender = await open(RECEIPTS, county(), { id: 'last' });
    await world.instruct('i5', { verb: 'done', division: COUNTY, to: [GRID] });
    expect(await toldBefore(sender, { verb: 'done', division: COUNTY, to: [GRID] })).toEqual([]);
  });

  it('are no changes of tickets, and leave the figures alone', async () => {
    const tickets = await open('subscription { ticketChanged { ticket { id } } }', county());
    await world.instruct('i6', { division: COUNTY, to: [UNIT] });
    await world.book.change('t1');
    await eventually(() => tickets.events.length > 0);
    expect(tickets.results()).toEqual([{ data: { ticketChanged: { ticket: { id: 't1' } } } }]);
  });

  it('come again after a break from the cursor on, with tickets between them', async () => {
    const first = await open('subscription { instructionReceived { cursor instruction { id } } }', officer());
    await world.instruct('i7', { division: COUNTY, to: [UNIT] });
    await eventually(() => first.events.length > 0);
    const [told] = toldTo(first) as unknown as { cursor: string }[];
    first.close();
    await world.book.change('t2', { units: [UNIT] });
    await world.instruct('i8', { division: COUNTY, to: [UNIT] });
    const query = 'subscription ($after: String) { instructionReceived(after: $after) { change instruction { id } } }';
    const second = await open(query, officer(), { after: told?.cursor });
    await eventually(() => second.events.length > 0);
    expect(inWords(toldTo(second))).toEqual(['ISSUED i8']);
  });
});
