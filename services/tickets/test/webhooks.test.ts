import { eventually } from '@gridlink/test-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { dispatched, does, reported } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';
import {
  cityAdmin,
  type Heard,
  lead,
  openProgram,
  otherAdmin,
  otherLead,
  type Program,
  URBAN,
  webhookStory,
} from './webhook-story.ts';

describe('[E12] webhooks', () => {
  let town: Town;
  let program: Program;
  let url: string;
  beforeAll(async () => {
    program = await openProgram();
    url = program.url;
    town = await startTown({
      env: {
        NOTIFICATIONS: 'here',
        NOTIFICATION_RETENTION_DAYS: '3650',
        DELIVERY_INTERVAL_MS: '0',
        WEBHOOK_PRIVATE_ADDRESSES: 'allow',
        WEBHOOK_PLAIN_HTTP: 'allow',
        WEBHOOK_DISABLE_AFTER: '3',
      },
    });
  });
  afterAll(async () => {
    await town.stop();
    program.close();
  });
  afterEach(async () => {
    program.answers(204);
    await town.service.deps.webhooks.remove(URBAN);
  });

  const { give, register, look, sent, verified } = webhookStory(
    () => town,
    () => program,
  );
  const heard = (): readonly Heard[] => program.heard;

  it('a dispatch calls the department’s own system, signed', async () => {
    const secret = await register();
    const { ticket, ticketId } = await dispatched(town);
    const delivery = await sent(ticket.code);
    expect(delivery).toMatchObject({ state: 'DELIVERED', attempts: 1, status: 204, nextAt: null });
    const call = heard().at(-1) as Heard;
    expect(call.headers['webhook-id']).toBe(delivery.id);
    expect(verified(secret, call)).toMatchObject({
      type: 'notification.dispatched',
      data: { ticketCode: ticket.code, ticketId, kind: 'WORK', words: { en: expect.stringContaining('report in') } },
    });
    expect(call.body).not.toContain('13812345678');
  });

  it('is not called for what it did not ask for, nor for what was told before it was there', async () => {
    const before = await dispatched(town);
    await register({ kinds: ['OUTCOME'] });
    const { ticket } = await dispatched(town);
    // The assisting unit’s desk is told after the leading one’s: once it is, nothing more comes.
    await eventually(() =>
      town.database.db
        .collection('notifications')
        .findOne({ ticketId: ticket.id, organization: `${COUNTY}-PUBLIC_SECURITY` }),
    );
    expect(
      (await look())?.deliveries.nodes.filter(({ ticketCode }) =>
        [ticket.code, before.ticket.code].includes(ticketCode ?? ''),
      ),
    ).toEqual([]);
  });

  it('that fails is tried again later, with the same id and body', async () => {
    await register();
    program.answers(503);
    const { ticket } = await dispatched(town);
    const first = await sent(ticket.code);
    expect(first).toMatchObject({ state: 'PENDING', attempts: 1, status: 503 });
    expect(first.nextAt).toBe(new Date(town.now().getTime() + 5_000).toISOString());
    const before = heard().length;
    expect(await town.service.sendDue()).toBe(0);
    program.answers(200);
    town.passHours(1);
    expect(await sent(ticket.code)).toMatchObject({ state: 'DELIVERED', attempts: 2 });
    const [one, two] = [heard()[before - 1], heard().at(-1)];
    expect([two?.headers['webhook-id'], two?.body]).toEqual([one?.headers['webhook-id'], one?.body]);
    expect((await look())?.failures).toBe(0);
  });

  it('that fails too often is switched off, its desk is told once, and it can be switched on again', async () => {
    await register();
    program.answers(500);
    const { ticket } = await dispatched(town);
    for (let attempt = 0; attempt < 4; attempt++) {
      await sent(ticket.code);
      town.passHours(1);
    }
    expect(await look()).toMatchObject({
      state: 'DISABLED',
      failures: 3,
      disabledReason: expect.stringContaining('500'),
    });
    expect(await sent(ticket.code)).toMatchObject({ state: 'FAILED', attempts: 4 });
    const query =
      '{ notifications(kinds: [SERVICE]) { nodes { event ticketCode ticket { id } words { zh } about { code } } } }';
    const { data } = await town.ask<{ notifications: { nodes: unknown[] } }>(people.lead, query);
    expect(data?.notifications.nodes).toEqual([
      {
        event: 'webhook-disabled',
        ticketCode: null,
        ticket: null,
        about: { code: URBAN },
        words: { zh: '本单位的回调多次失败，已停用，请检查后重新启用' },
      },
    ]);
    program.answers(204);
    const { webhook } = await give(lead, 'changeWebhook', { active: true });
    expect(webhook).toMatchObject({ state: 'ACTIVE', failures: 0, disabledReason: null });
    expect(await sent((await dispatched(town)).ticket.code)).toMatchObject({ state: 'DELIVERED' });
  });

  it('that says 410 is switched off at once', async () => {
    await register();
    program.answers(410);
    expect(await sent((await dispatched(town)).ticket.code)).toMatchObject({ state: 'FAILED', attempts: 1 });
    expect((await look())?.state).toBe('DISABLED');
  });

  it('a new secret signs beside the old one for a day, then alone', async () => {
    const old = await register();
    const { secret } = await give(lead, 'rotateWebhookSecret');
    await give(lead, 'pingWebhook');
    const both = heard().at(-1) as Heard;
    expect([verified(old, both).type, verified(secret ?? '', both).type]).toEqual(['ping', 'ping']);
    town.passHours(25);
    await give(lead, 'pingWebhook');
    const one = heard().at(-1) as Heard;
    expect(one.headers['webhook-signature']?.split(' ').length).toBe(1);
    expect(verified(secret ?? '', one).type).toBe('ping');
  });

  it('secrets are not in the database as they are', async () => {
    const secret = await register();
    const stored = JSON.stringify(await town.database.db.collection('webhooks').findOne({ _id: URBAN as never }));
    expect(stored).not.toContain(secret.slice('whsec_'.length));
  });

  it('a ping says how it went', async () => {
    await register();
    expect((await give(lead, 'pingWebhook')).delivery).toMatchObject({
      event: 'ping',
      state: 'DELIVERED',
      status: 204,
    });
    program.answers(500);
    expect((await give(lead, 'pingWebhook')).delivery).toMatchObject({ state: 'FAILED', status: 500 });
    expect((await look())?.failures).toBe(0);
    expect((await look())?.deliveries.nodes.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['ping', 'ping']),
    );
  });

  it('two replicas call once', async () => {
    await register();
    const { ticket } = await dispatched(town);
    await eventually(async () => (await look())?.deliveries.nodes.find((row) => row.ticketCode === ticket.code));
    const before = heard().length;
    const swept = await Promise.all([town.service.sendDue(), town.service.sendDue()]);
    expect(swept.reduce((sum, tries) => sum + tries, 0)).toBe(1);
    expect(heard().length).toBe(before + 1);
  });

  it.each([
    ['an address that is none', { url: 'nonsense' }, 'URL_INVALID', ['url']],
    ['credentials in it', { url: 'https://a:b@example.cn/' }, 'URL_WITH_CREDENTIALS', ['url']],
    ['another protocol', { url: 'ftp://example.cn/' }, 'URL_NOT_HTTPS', ['url']],
    ['no kind at all', { url: 'https://example.cn/', kinds: [] }, 'KINDS_EMPTY', ['kinds']],
    [
      'an organization nobody knows',
      { url: 'https://example.cn/', organization: 'X' },
      'ORGANIZATION_UNKNOWN',
      ['organization'],
    ],
  ])('is not registered with %s', async (_, input, code, field) => {
    const { userErrors, webhook, secret } = await give(lead, 'registerWebhook', input);
    expect([webhook, secret, userErrors]).toMatchObject([null, null, [{ code, field }]]);
  });

  it('is registered once', async () => {
    await register();
    expect((await give(lead, 'registerWebhook', { url })).userErrors).toMatchObject([{ code: 'WEBHOOK_EXISTS' }]);
  });

  it.each(['changeWebhook', 'rotateWebhookSecret', 'removeWebhook', 'pingWebhook'])(
    '%s of none is refused with the field',
    async (name) => {
      const more = name === 'changeWebhook' ? { active: false } : {};
      expect((await give(lead, name, more)).userErrors).toMatchObject([
        { code: 'WEBHOOK_UNKNOWN', field: ['organization'] },
      ]);
    },
  );

  it('is changed only where something is given', async () => {
    await register();
    expect((await give(lead, 'changeWebhook')).userErrors).toMatchObject([{ code: 'NOTHING_CHANGED', field: [] }]);
    const { webhook } = await give(cityAdmin, 'changeWebhook', { url: 'https://example.cn/new', active: false });
    expect(webhook).toMatchObject({ url: 'https://example.cn/new', state: 'DISABLED' });
  });

  it('is gone when it was removed', async () => {
    await register();
    expect(await give(lead, 'removeWebhook')).toMatchObject({ removed: true });
    expect(await look()).toBeNull();
    await register();
  });

  it.each([
    ['the lead of another organization', otherLead],
    ['an administrator of another county', otherAdmin],
    ['an officer of the organization', people.lead],
    ['the county’s coordinator', people.county],
    ['the public', people.resident],
  ])('%s neither sees nor changes it', async (_, caller) => {
    await register();
    expect(await look(caller)).toBeNull();
    for (const name of ['registerWebhook', 'changeWebhook', 'rotateWebhookSecret', 'removeWebhook', 'pingWebhook']) {
      const more = name === 'registerWebhook' ? { url } : name === 'changeWebhook' ? { active: false } : {};
      await expect(give(caller, name, more)).rejects.toThrow('FORBIDDEN');
    }
  });

  it('a center’s hears what the center is told', async () => {
    const operation = `${COUNTY}-OPERATION`;
    const registered = await give(cityAdmin, 'registerWebhook', { organization: operation, url });
    expect(registered.userErrors).toEqual([]);
    const { ticket } = await reported(town);
    await does(town, people.town, [
      'acceptTicket',
      { ticketId: ticket.id, itemCode: 'PUBLIC_FACILITIES', openingCondition: '属实' },
    ]);
    await does(town, people.town, ['escalateTicket', { ticketId: ticket.id, words: '须部门办理' }]);
    const { db } = town.database;
    await eventually(() =>
      db.collection('deliveries').findOne({ receiver: operation, ticketCode: ticket.code, event: 'escalated' }),
    );
  });

  it('lists walk their indexes', async () => {
    const { db } = town.database;
    const planOf = async (filter: object, sort: Record<string, 1 | -1>, collection = 'deliveries'): Promise<string> =>
      JSON.stringify(await db.collection(collection).find(filter).sort(sort).explain('executionStats'));
    const plans = [
      ['of-a-receiver', await planOf({ channel: 'WEBHOOK', receiver: URBAN }, { createdAt: -1, _id: -1 })],
      ['due', await planOf({ nextAt: { $lte: town.now() } }, { nextAt: 1 })],
      [
        'listening',
        await planOf({ jurisdiction: 'zhengzhou', desks: { $in: [`unit:${URBAN}`] }, state: 'ACTIVE' }, {}, 'webhooks'),
      ],
    ] as const;
    for (const [index, plan] of plans) {
      expect(plan).not.toContain('COLLSCAN');
      expect(/"indexName":"([^"]+)"/.exec(plan)?.[1]).toBe(index);
    }
  });
});
