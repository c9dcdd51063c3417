import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphClient } from '@gridlink/demo';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { openLive } from './live-stream.ts';
import { type Reported, reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

type Told = {
  id: string;
  event: string;
  read: boolean;
  words: { zh: string; en: string };
  ticket: { code: string } | null;
};
type Message = { type: string; data: { ticketCode: string; words: { zh: string; en: string } } };

export function notificationsJourney(running: () => World): void {
  let world: World;
  let system: Server;
  let url: string;
  let secret: string;
  const messages: Message[] = [];

  beforeAll(async () => {
    // The department's own system: it takes nothing but what the platform has signed.
    system = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        try {
          messages.push(new Webhook(secret).verify(body, request.headers as Record<string, string>) as Message);
          response.statusCode = 204;
        } catch {
          response.statusCode = 401;
        }
        response.end();
      });
    });
    await new Promise<void>((done) => system.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(system.address() as AddressInfo).port}/`;
    world = running();
  });
  afterAll(() => {
    system.close();
  });

  const dispatch = async (matter: Reported): Promise<void> => {
    const go = steps(world, matter);
    await go.accept();
    await go.escalate();
    await go.dispatch();
  };
  const toldOf = async (desk: GraphClient, code: string): Promise<Told[]> => {
    const query = '{ notifications(first: 50) { nodes { id event read words { zh en } ticket { code } } } }';
    const { notifications } = await desk.ask<{ notifications: { nodes: Told[] } }>(query);
    return notifications.nodes.filter(({ ticket }) => ticket?.code === code);
  };

  it('[E12] of a dispatch, in-app, live and by its own system, and takes note of it', async () => {
    const matter = await reportMatter(world, 'puyang');
    const { code } = matter.receipt;
    type Registered = { registerWebhook: { secret: string; userErrors: unknown[] } };
    const { registerWebhook } = await world.admin.ask<Registered>(
      'mutation ($input: RegisterWebhookInput!) { registerWebhook(input: $input) { secret userErrors { code message } } }',
      { input: { organization: matter.lead, url } },
    );
    expect(registerWebhook.userErrors).toEqual([]);
    secret = registerWebhook.secret;
    const selection = 'cursor notification { id event ticket { code } }';
    const live = await openLive<{ notification: Told }>(world, matter.desk.lead, 'notificationReceived', {
      selection,
    });
    await dispatch(matter);

    const department = world.desks.at(matter.desk.lead);
    const told = await eventually(async () => (await toldOf(department, code))[0]);
    expect(told).toMatchObject({
      event: 'dispatched',
      read: false,
      words: { zh: expect.stringContaining('请报到办理') },
    });
    // Everything told to this desk is of this matter: it was told of nothing before.
    await eventually(() => live.told.some(({ notification }) => notification.id === told.id));
    live.close();
    expect(live.told.map(({ notification }) => notification.ticket?.code)).toEqual(live.told.map(() => code));
    const called = await eventually(() => messages.find(({ data }) => data.ticketCode === code));
    expect([called.type, called.data.words]).toEqual(['notification.dispatched', told.words]);

    type Marked = { markNotificationsRead: { unread: number; userErrors: unknown[] } };
    const { markNotificationsRead } = await department.ask<Marked>(
      'mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { unread userErrors { code } } }',
      { input: { ids: [told.id] } },
    );
    expect(markNotificationsRead).toEqual({ unread: 0, userErrors: [] });
    expect((await toldOf(department, code))[0]?.read).toBe(true);
  });

  it('[E12] of nothing that is another’s', async () => {
    const matter = await reportMatter(world, 'puyang');
    await dispatch(matter);
    await eventually(async () => (await toldOf(world.desks.at(matter.desk.lead), matter.receipt.code))[0]);
    const others = world
      .at('puyang')
      .accounts.filter(({ role, organization }) => role === 'DEPARTMENT_OFFICER' && organization !== matter.lead);
    expect(others.length).toBeGreaterThan(0);
    for (const { name } of others) expect(await toldOf(world.desks.at(name), matter.receipt.code)).toEqual([]);
  });
}
