import { eventually } from '@gridlink/test-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type LiveWorld, startLiveWorld, UNIT } from './live-world.ts';
import { openSse, type SseStream } from './sse-client.ts';

const CHANGES = 'subscription ($f: TicketChangeFilter) { ticketChanged(filter: $f) { change ticket { id title } } }';

describe('changes of tickets', () => {
  let world: LiveWorld;
  const streams: SseStream[] = [];
  beforeAll(async () => {
    world = await startLiveWorld();
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });
  afterAll(() => world.stop());

  const open = async (query = CHANGES, options: Parameters<typeof openSse>[2] & object = {}): Promise<SseStream> => {
    const stream = await openSse(world.url, query, { token: await world.token(), ...options });
    streams.push(stream);
    return stream;
  };
  const idsIn = (stream: SseStream): unknown[] =>
    stream.results().map(({ data }) => (data?.ticketChanged as { ticket?: { id?: string } } | undefined)?.ticket?.id);
  /** The tickets that came before a last change, which is published now: what is not there by then does not come. */
  const idsBefore = async (
    stream: SseStream,
    change: Parameters<LiveWorld['book']['change']>[1],
  ): Promise<unknown[]> => {
    await world.book.change('last', change);
    await eventually(() => idsIn(stream).includes('last'));
    return idsIn(stream).filter((id) => id !== 'last');
  };

  it('come as they happen, with the ticket as it is', async () => {
    const stream = await open();
    await world.book.change('t1', { verb: 'reported-in' });
    await eventually(() => stream.events.length > 0);
    expect(stream.results()).toEqual([
      { data: { ticketChanged: { change: 'REPORTED_IN', ticket: { id: 't1', title: 't1 reported-in' } } } },
    ]);
  });

  it('come for the own scope and say nothing of the rest', async () => {
    const stream = await open();
    await world.book.change('outside', { division: '410105002001' });
    await world.book.change('elsewhere', { jurisdiction: 'other' });
    await world.book.change('old and outside', { division: '410105002001', isOld: true });
    await world.book.change('inside');
    expect(await idsBefore(stream, {})).toEqual(['inside']);
  });

  it('come only while the graph itself would show the ticket, also where nothing of it is asked for', async () => {
    const stream = await open('subscription { ticketChanged { change } }');
    await world.book.change('old and outside', { division: '410105002001', isOld: true });
    await world.book.change('inside', { isOld: true });
    await eventually(() => stream.events.length > 0);
    expect(stream.results()).toEqual([{ data: { ticketChanged: { change: 'PROGRESSED' } } }]);
  });

  it.each<[string, object, string[]]>([
    ['ids', { ids: ['a', 'last'] }, ['a']],
    ['codes', { codes: ['code-b', 'code-last'] }, ['b']],
    ['kinds of change', { changes: ['DISPATCHED', 'VERIFIED'] }, ['b']],
    ['stages', { stages: ['CLOSED', 'HANDLING'] }, ['a', 'b', 'c']],
    ['a division', { division: '410105001002' }, []],
    ['a grid', { gridId: 'grid-1' }, ['c']],
    ['a unit', { unit: UNIT }, ['b']],
    ['late ones', { late: false }, ['a', 'b', 'c']],
  ])('are narrowed to %s', async (_what, f, expected) => {
    const stream = await open(CHANGES, { variables: { f } });
    await world.book.change('a');
    await world.book.change('b', { verb: 'dispatched', units: [UNIT] });
    await world.book.change('c', { grid: 'grid-1' });
    const last = 'division' in f ? { division: '410105001002' } : {};
    const change = { verb: 'verified', units: [UNIT], grid: 'grid-1', ...last };
    expect(await idsBefore(stream, change)).toEqual(expected);
  });

  it('are asked by aliases, fragments and directives as any selection is', async () => {
    const stream = await open(
      `subscription S($no: Boolean!, $text: String) {
        moved: ticketChanged { ...change kind: change nothing: cursor @skip(if: true) __typename }
      }
      fragment change on TicketChange {
        first: ticket { ...ticket } second: ticket @include(if: $no) { id } ticket { echo(text: $text) }
      }
      fragment ticket on Ticket { id grid { name } }`,
      { variables: { no: false, text: 'hello' } },
    );
    await world.book.change('t2');
    await eventually(() => stream.events.length > 0);
    expect(stream.results()).toEqual([
      {
        data: {
          moved: {
            first: { id: 't2', grid: { name: 'grid grid-1' } },
            ticket: { echo: 'hello' },
            kind: 'PROGRESSED',
            __typename: 'TicketChange',
          },
        },
      },
    ]);
  });

  it('show a part that failed as null with a masked error at its place', async () => {
    const stream = await open('subscription { ticketChanged { ticket { id broken } } }');
    await world.book.change('t3');
    await eventually(() => stream.events.length > 0);
    const [result] = stream.results();
    expect([result?.data, JSON.stringify(result?.errors)]).toEqual([
      { ticketChanged: { ticket: { id: 't3', broken: null } } },
      expect.stringMatching(/^(?!.*hunter2).*"path":\["ticketChanged","ticket","broken"\]/),
    ]);
  });

  it('about an assignment come to its unit only, with the assignment', async () => {
    const query = 'subscription { assignmentChanged { change assignmentId ticket { id } } }';
    const token = await world.token(['DEPARTMENT_OFFICER'], { organization: UNIT });
    const stream = await open(query, { token });
    await world.book.change('other work', { units: [UNIT], detail: { assignment: 'a9', unit: 'another' } });
    await world.book.change('t4', {
      verb: 'dispatched',
      units: [UNIT],
      detail: { units: [{ assignment: 'a1', unit: UNIT }] },
    });
    await eventually(() => stream.events.length > 0);
    expect(stream.results()).toEqual([
      { data: { assignmentChanged: { change: 'DISPATCHED', assignmentId: 'a1', ticket: { id: 't4' } } } },
    ]);
  });

  it('are asked of the graph once for all who are answered alike', async () => {
    const several = await Promise.all(
      ['x', 'y', 'z'].map(async (subject) => open(CHANGES, { token: await world.token(undefined, { subject }) })),
    );
    const before = world.book.questions.length;
    await world.book.change('t5');
    await eventually(() => several.every(({ events }) => events.length > 0));
    expect(world.book.questions.length - before).toBe(1);
  });

  it('are asked for each account where the answer may depend on it', async () => {
    const query = 'subscription { ticketChanged { ticket { reader { name } } } }';
    const several = await Promise.all(
      ['x', 'y'].map(async (subject) => open(query, { token: await world.token(undefined, { subject }) })),
    );
    await world.book.change('t6');
    await eventually(() => several.every(({ events }) => events.length > 0));
    expect(several.map((stream) => stream.results()[0]?.data)).toEqual(
      ['x', 'y'].map((name) => ({ ticketChanged: { ticket: { reader: { name } } } })),
    );
  });
});
