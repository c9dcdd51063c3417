import { eventually } from '@gridlink/test-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestBroker, type TestBroker } from './broker.ts';
import { type Exchange, HEALTH, people, startExchange, ticketEvent, URBAN } from './exchange.ts';
import { feedStory } from './feed-story.ts';
import { connectProgram, OPEN, type Opened, open, type Program, startProgram } from './program.ts';

const CLOSE = `mutation ($input: CloseFeedInput!) { closeFeed(input: $input) { feed { status } userErrors { code } } }`;
const RENEW = `mutation ($input: RenewFeedCredentialsInput!) { renewFeedCredentials(input: $input) {
  credentials { creds } userErrors { code } } }`;

describe('[D12] a department feed', () => {
  let broker: TestBroker;
  let exchange: Exchange;
  const { programs, credentialsOf, reading, unit, happens, heard } = feedStory(
    () => exchange,
    () => broker,
  );

  beforeAll(async () => {
    broker = await startTestBroker();
    exchange = await startExchange({ nats: broker });
  });
  afterAll(async () => {
    await exchange.stop();
    await broker.stop();
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.stop()));
  });

  it('brings what concerns the department', async () => {
    const urban = await reading(people.urbanSteward, URBAN);
    expect(await heard(urban, await happens(URBAN))).toBe(true);
  });

  it('brings nothing that concerns others only', async () => {
    const urban = await reading(people.urbanSteward, URBAN);
    const other = await happens(HEALTH);
    await heard(urban, await happens(URBAN));
    expect(urban.handled.map(({ subject }) => subject)).not.toContain(other);
  });

  it('brings a department what it handed in, whoever handles it', async () => {
    const urban = await reading(people.urbanSteward, URBAN);
    const event = ticketEvent('accepted', 1, { code: 'T-handed-in', units: [], concerns: [HEALTH, URBAN] });
    await exchange.bus.publish(event);
    expect(await heard(urban, 'T-handed-in')).toBe(true);
  });

  it('tells a unit that it is out', async () => {
    const urban = await reading(people.urbanSteward, URBAN);
    const code = await happens(URBAN);
    await exchange.bus.publish(ticketEvent('returned', 2, { code, units: [] }));
    const types = await eventually(() => {
      const about = urban.handled.filter(({ subject }) => subject === code).map(({ type }) => type);
      return about.length === 2 && about;
    });
    expect(types).toEqual(['gridlink.tickets.ticket.dispatched.v1', 'gridlink.tickets.ticket.returned.v1']);
  });

  it('carries the public snapshot and not what a step said', async () => {
    const urban = await reading(people.urbanSteward, URBAN);
    const event = ticketEvent('dispatched', 1, { code: 'T-said', units: [unit(URBAN)] });
    await exchange.bus.publish({ ...event, data: { ...event.data, detail: { note: '张三 13812341234' } } });
    await heard(urban, 'T-said');
    const data = urban.handled.find(({ subject }) => subject === 'T-said')?.data;
    expect([Object.keys(data ?? {}), JSON.stringify(data).includes('张三')]).toEqual([['ticket'], false]);
  });

  it('misses nothing while its program is away', async () => {
    const before = await reading(people.urbanSteward, URBAN);
    await heard(before, await happens(URBAN));
    await before.stop();
    const meanwhile = [await happens(URBAN), await happens(URBAN), await happens(URBAN)];
    const after = await reading(people.urbanSteward, URBAN);
    for (const code of meanwhile) await heard(after, code);
    // Each ticket's events come in their order; tickets among themselves have none.
    expect(after.handled.map(({ subject }) => subject).toSorted()).toEqual(meanwhile.toSorted());
  });

  it('brings a ticket once, however often its event is told', async () => {
    const urban = await reading(people.urbanSteward, URBAN);
    const event = ticketEvent('dispatched', 1, { code: 'T-again', units: [unit(URBAN)] });
    for (const _ of [1, 2, 3]) await exchange.bus.publish(event);
    await heard(urban, 'T-again');
    await heard(urban, await happens(URBAN));
    expect(urban.handled.filter(({ subject }) => subject === 'T-again')).toHaveLength(1);
  });

  it('is read by pull too, without the broker', async () => {
    const urban = await reading(people.urbanSteward, URBAN);
    const code = await happens(URBAN);
    await heard(urban, code);
    const { data } = await exchange.ask<{ feedEvents: { nodes: { event: { subject: string } }[] } }>(
      people.urbanSteward,
      'query ($organization: String!) { feedEvents(organization: $organization, first: 200) { nodes { event } } }',
      { organization: URBAN },
    );
    expect(data?.feedEvents.nodes.map(({ event }) => event.subject)).toContain(code);
  });

  describe('[A7] credentials of one department', () => {
    let urban: Program;
    let health: Program;
    beforeAll(async () => {
      urban = await connectProgram(broker, await credentialsOf(people.urbanSteward, URBAN, false));
      health = await connectProgram(broker, await credentialsOf(people.healthSteward, HEALTH, false));
    });
    afterAll(() => Promise.all([urban.stop(), health.stop()]));

    it.each([
      ['another feed', (health: Program) => `${health.feed.stream.replace('FEED', 'feed')}.>`],
      ['every subject', () => '>'],
      ['the events of all domains', () => 'gridlink.>'],
      ['the inboxes of others', (health: Program) => `${health.feed.inboxPrefix}.>`],
      ['the requests of others to their feeds', (health: Program) => `${health.feed.apiPrefix}.>`],
    ])('may not subscribe to %s', async (_what, subject) => {
      const refused = await new Promise((resolve) => {
        urban.connection.subscribe(subject(health), { callback: (error) => resolve(error?.code) });
      });
      expect(refused).toBe('PERMISSIONS_VIOLATION');
    });

    it.each([
      ['an event of another feed', (health: Program) => `feed.${health.feed.stream}.ticket.dispatched`],
      ['an event of its own feed', () => `feed.${URBAN}.ticket.dispatched`],
      ['an event of a domain', () => 'gridlink.zhengzhou.tickets.ticket.dispatched'],
      [
        'a pull from another durable',
        ({ feed }: Program) => `$JS.API.CONSUMER.MSG.NEXT.${feed.stream}.${feed.durable}`,
      ],
      [
        'a pull through the gate of another',
        ({ feed }: Program) => `${feed.apiPrefix}.CONSUMER.MSG.NEXT.${feed.stream}.${feed.durable}`,
      ],
      ['an acknowledgement for another', ({ feed }: Program) => `$JS.ACK.${feed.stream}.${feed.durable}.1.1.1.1.0`],
      ['a removal of a stream', ({ feed }: Program) => `$JS.API.STREAM.DELETE.${feed.stream}`],
      ['a purge of a stream', ({ feed }: Program) => `$JS.API.STREAM.PURGE.${feed.stream}`],
      ['a new consumer', ({ feed }: Program) => `$JS.API.CONSUMER.CREATE.${feed.stream}`],
      ['a look at all streams', () => '$JS.API.STREAM.NAMES'],
    ])('may not publish %s', async (_what, subject) => {
      const wanted = subject(health);
      urban.connection.publish(wanted, '');
      await urban.connection.flush();
      expect(await eventually(() => urban.refusals.includes(`publish ${wanted}`))).toBe(true);
    });

    it.each([
      ['removed', 'STREAM.DELETE'],
      ['purged', 'STREAM.PURGE'],
    ])('cannot have the feed of another %s by asking for the answer there', async (_what, request) => {
      await happens(HEALTH);
      const owner = await broker.connectAsOwner();
      const manager = await owner.jetstreamManager();
      await eventually(async () => (await manager.streams.info(health.feed.stream)).state.messages > 0);
      const { apiPrefix, stream, durable } = urban.feed;
      const reply = `$JS.API.${request}.${health.feed.stream}`;
      // With an empty feed the broker answers at once and with an empty body, which is what those requests take.
      for (let pulls = 0; pulls < 3; pulls++) {
        urban.connection.publish(
          `${apiPrefix}.CONSUMER.MSG.NEXT.${stream}.${durable}`,
          '{"batch":500,"no_wait":true}',
          { reply },
        );
      }
      urban.connection.publish(`${apiPrefix}.CONSUMER.INFO.${stream}.${durable}`, '', { reply });
      urban.connection.publish(`${apiPrefix}.ACK.${stream}.${durable}.1.1.1.1.0`, '+ACK', { reply });
      // A request that is answered comes after those that are not.
      await urban.connection.request(`${apiPrefix}.CONSUMER.INFO.${stream}.${durable}`, '');
      const { state } = await manager.streams.info(health.feed.stream);
      await owner.close();
      expect(state.messages).toBeGreaterThan(0);
    });

    it('are of no use after their term', async () => {
      exchange.travelTo(new Date(Date.now() - 24 * 3_600_000 - 5_000).toISOString());
      const opened = await open(exchange, people.urbanSteward, URBAN);
      exchange.travelBack();
      await expect(connectProgram(broker, opened)).rejects.toThrow(/authorization violation/i);
    });
  });

  describe('closed', () => {
    it('ends a program that is reading, whatever its credentials', async () => {
      const urban = await reading(people.urbanSteward, URBAN);
      await heard(urban, await happens(URBAN));
      await exchange.ask(people.urbanSteward, CLOSE, { input: { organization: URBAN, reason: '系统停用' } });
      await happens(URBAN);
      const client = urban.connection.jetstream({ apiPrefix: urban.feed.apiPrefix });
      await expect(client.consumers.get(urban.feed.stream, urban.feed.durable)).rejects.toThrow();
    });

    it('and opened again is no use to credentials from before', async () => {
      const old = await connectProgram(broker, await open(exchange, people.urbanSteward, URBAN));
      programs.push(old);
      await exchange.ask(people.urbanSteward, CLOSE, { input: { organization: URBAN, reason: '凭证外泄' } });
      const fresh = await reading(people.urbanSteward, URBAN, { anew: true });
      await heard(fresh, await happens(URBAN));
      const client = old.connection.jetstream({ apiPrefix: old.feed.apiPrefix });
      await expect(client.consumers.get(fresh.feed.stream, old.feed.durable)).rejects.toThrow();
    });

    it('twice is closed once', async () => {
      await open(exchange, people.healthSteward, HEALTH);
      const input = { organization: HEALTH, reason: '系统停用' };
      await exchange.ask(people.healthSteward, CLOSE, { input });
      const { data } = await exchange.ask(people.healthSteward, CLOSE, { input });
      expect(data).toEqual({ closeFeed: { feed: { status: 'CLOSED' }, userErrors: [] } });
    });

    it('gives no new credentials', async () => {
      await open(exchange, people.healthSteward, HEALTH);
      await exchange.ask(people.healthSteward, CLOSE, { input: { organization: HEALTH, reason: '系统停用' } });
      const { data } = await exchange.ask(people.healthSteward, RENEW, { input: { organization: HEALTH } });
      expect(data).toEqual({ renewFeedCredentials: { credentials: null, userErrors: [{ code: 'NOT_OPEN' }] } });
    });
  });

  describe('opened', () => {
    it('by an administrator of the area', async () => {
      expect((await open(exchange, people.admin, URBAN)).feed.status).toBe('OPEN');
    });

    it('gives a program credentials that work beside the earlier ones', async () => {
      const first = await reading(people.urbanSteward, URBAN);
      const { data } = await exchange.ask<{ renewFeedCredentials: { credentials: { creds: string } } }>(
        people.urbanSteward,
        RENEW,
        { input: { organization: URBAN } },
      );
      const creds = data?.renewFeedCredentials.credentials.creds ?? '';
      await first.stop();
      const second = await startProgram(broker, { feed: first.feed, creds });
      programs.push(second);
      expect(await heard(second, await happens(URBAN))).toBe(true);
    });

    it('not for another organization', async () => {
      const { errors } = await exchange.ask<Opened>(people.healthSteward, OPEN, { input: { organization: URBAN } });
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });

    it('not from another jurisdiction', async () => {
      const { errors } = await exchange.ask<Opened>(people.stranger, OPEN, { input: { organization: URBAN } });
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });

    it.each(['nobody', '999999999999-HEALTH', `${URBAN}.>`])('not for %s', async (organization) => {
      const { data } = await exchange.ask<Opened>(people.admin, OPEN, { input: { organization } });
      expect(data?.openFeed.userErrors).toEqual([{ code: 'ORGANIZATION' }]);
    });

    it('leaves an entry on the audit chain', async () => {
      await open(exchange, people.urbanSteward, URBAN);
      const { data } = await exchange.ask<{ auditEntries: { nodes: { action: string; organization: string }[] } }>(
        people.auditor,
        '{ auditEntries(first: 1) { nodes { action organization } } }',
      );
      expect(data?.auditEntries.nodes).toEqual([{ action: 'FEED_CREDENTIALS_ISSUED', organization: URBAN }]);
    });
  });

  describe('when the broker fails', () => {
    it('goes on after a restart', async () => {
      const urban = await reading(people.urbanSteward, URBAN);
      await heard(urban, await happens(URBAN));
      await broker.restart();
      const code = await eventually(() => happens(URBAN));
      expect(await heard(urban, code, 40_000)).toBe(true);
    });

    it('is filled again from the database when its store was lost', async () => {
      const code = await eventually(() => happens(URBAN));
      const urban = await reading(people.urbanSteward, URBAN);
      await heard(urban, code, 40_000);
      await urban.stop();
      await broker.restart({ wipe: true });
      const after = await eventually(() => reading(people.urbanSteward, URBAN));
      expect(await heard(after, code, 40_000)).toBe(true);
    });
  });
});
