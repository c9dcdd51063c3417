import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CIVIL, type Exchange, HEALTH, people, startExchange, ticketEvent, URBAN } from './exchange.ts';
import { OPEN, type Opened } from './program.ts';
import { grant, publish } from './stories.ts';

const EVENTS = `query ($organization: String!, $first: Int, $after: String) {
  feedEvents(organization: $organization, first: $first, after: $after) {
    nodes { id type event } pageInfo { hasNextPage endCursor } } }`;
type Events = {
  feedEvents: {
    nodes: { id: string; type: string; event: { subject: string; data: Record<string, unknown> } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};

describe('[D12] a feed on a broker without accounts', () => {
  let exchange: Exchange;
  beforeAll(async () => {
    exchange = await startExchange();
    for (const [who, organization] of [
      [people.civilSteward, CIVIL],
      [people.urbanSteward, URBAN],
    ] as const) {
      await exchange.ask<Opened>(who, OPEN, { input: { organization } });
    }
  });
  afterAll(() => exchange.stop());

  const events = async (who: unknown, organization: string, page: Record<string, unknown> = { first: 200 }) => {
    const { data, errors } = await exchange.ask<Events>(who, EVENTS, { organization, ...page });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.feedEvents;
  };
  const typesOf = async (who: unknown, organization: string) =>
    (await events(who, organization)).nodes.map(({ type }) => type.split('.').slice(2, 4).join('.'));

  it('needs no credentials', async () => {
    const { data } = await exchange.ask<Opened>(people.urbanSteward, OPEN, { input: { organization: URBAN } });
    expect([data?.openFeed.feed?.status, data?.openFeed.credentials]).toEqual(['OPEN', null]);
  });

  it.each([
    ['owner', people.civilSteward, CIVIL],
    ['grantee', people.urbanSteward, URBAN],
  ])('tells the %s of a request and its grant', async (_whose, who, organization) => {
    await grant(exchange, await publish(exchange, `TOLD_${organization.split('-')[1]}`));
    const types = await eventually(async () => {
      const told = await typesOf(who, organization);
      return told.includes('share.granted') && told;
    });
    expect(types).toEqual(expect.arrayContaining(['share.requested', 'share.granted']));
  });

  it('keeps nothing for an organization without a feed', async () => {
    await exchange.bus.publish(
      ticketEvent('dispatched', 1, {
        code: 'T-both',
        units: [URBAN, HEALTH].map((organization) => ({ organization, part: 'ASSIST', state: 'OFFERED' })),
      }),
    );
    await eventually(async () =>
      (await events(people.urbanSteward, URBAN)).nodes.some(({ event }) => event.subject === 'T-both'),
    );
    expect((await events(people.healthSteward, HEALTH)).nodes).toEqual([]);
  });

  it('is read page by page, oldest first', async () => {
    const first = await events(people.urbanSteward, URBAN, { first: 1 });
    const rest = await events(people.urbanSteward, URBAN, { first: 200, after: first.pageInfo.endCursor });
    const all = await events(people.urbanSteward, URBAN);
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(all.nodes.map(({ id }) => id));
  });

  it.each([
    ['another organization', people.healthSteward],
    ['another jurisdiction', people.stranger],
    ['an auditor', people.auditor],
  ])('is shut to %s', async (_who, who) => {
    const { errors } = await exchange.ask<Events>(who, EVENTS, { organization: URBAN });
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('shows its settings to the organization and to administrators of the area, to nobody else', async () => {
    const query = 'query ($organization: String!) { feed(organization: $organization) { organizationCode } }';
    const seen = await Promise.all(
      [people.urbanSteward, people.admin, people.healthSteward, people.stranger].map(async (who) => {
        const { data } = await exchange.ask<{ feed: unknown }>(who, query, { organization: URBAN });
        return data?.feed;
      }),
    );
    expect(seen).toEqual([{ organizationCode: URBAN }, { organizationCode: URBAN }, null, null]);
  });

  it('goes on after the service was started again', async () => {
    await exchange.restart();
    await exchange.bus.publish(ticketEvent('dispatched', 1, { code: 'T-later' }));
    const heard = await eventually(async () =>
      (await events(people.urbanSteward, URBAN)).nodes.some(({ event }) => event.subject === 'T-later'),
    );
    expect(heard).toBe(true);
  });
});
