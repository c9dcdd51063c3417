import type { Caller } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { dispatched, does, type UserErrorView } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

const ADDRESS = 'urban@zz.example.cn';
/** Monday in the offices' hours, in the evening, and early on Tuesday. */
const BY_DAY = '2026-03-02T02:00:00.000Z';
const EVENING = '2026-03-02T13:30:00.000Z';
const MORNING = '2026-03-03T00:01:00.000Z';

type Preferences = {
  inAppOff: string[];
  mail: {
    address: string;
    confirmed: boolean;
    off: string[];
    quietHours: { from: string; to: string } | null;
    digestAt: string | null;
  } | null;
};
type Answer = { preferences: Preferences | null; userErrors: UserErrorView[] };
const PREFERENCES = 'inAppOff mail { address confirmed off quietHours { from to } digestAt }';

describe('[E12] preferences and mail', () => {
  let town: Town;
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await openMailbox();
    town = await startTown({
      env: {
        NOTIFICATIONS: 'here',
        NOTIFICATION_RETENTION_DAYS: '3650',
        DELIVERY_INTERVAL_MS: '0',
        SMTP_URL: mailbox.url,
        EMAIL_FROM: 'gridlink@zz.example.cn',
        EMAIL_DOMAINS: 'example.cn, example.org',
      },
    });
  });
  afterAll(async () => {
    await town.stop();
    await mailbox.close();
  });
  afterEach(async () => {
    mailbox.refuse(null);
    mailbox.letters.length = 0;
    const { db } = town.database;
    // What was sent, too: the clock is set back, and a code of the same instant is the same letter.
    await Promise.all(['notification_accounts', 'deliveries'].map((of) => db.collection(of).deleteMany({})));
    town.setNow(BY_DAY);
  });

  const set = async (input: Record<string, unknown>, caller: Caller = people.lead): Promise<Answer> => {
    const query = `mutation ($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) {
      preferences { ${PREFERENCES} } userErrors { code field message } } }`;
    const { data, errors } = await town.ask<{ setNotificationPreferences: Answer }>(caller, query, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.setNotificationPreferences;
  };
  const mailed = async (more: Record<string, unknown> = {}): Promise<void> => {
    expect((await set({ mail: { address: ADDRESS, ...more } })).userErrors).toEqual([]);
    expect(await confirm(await codeIn())).toMatchObject({ userErrors: [] });
    mailbox.letters.length = 0;
  };
  const confirm = async (code: string, caller: Caller = people.lead): Promise<Answer | undefined> => {
    const query = `mutation ($input: ConfirmMailAddressInput!) { confirmMailAddress(input: $input) {
      preferences { ${PREFERENCES} } userErrors { code field message } } }`;
    return (await town.ask<{ confirmMailAddress: Answer }>(caller, query, { input: { code } })).data
      ?.confirmMailAddress;
  };
  /** The code in the newest letter, once it was sent. */
  const codeIn = async (): Promise<string> => {
    await town.service.sendDue();
    return /：([2-9A-Z]{8})，/.exec(mailbox.letters.at(-1)?.text ?? '')?.[1] ?? '';
  };
  /** Resolves when what an event makes is written, mail and all; the assisting unit's desk is told last. */
  const written = async (ticketId: string, verb = 'dispatched'): Promise<void> => {
    const { db } = town.database;
    const filter = { ticketId, verb, organization: `${COUNTY}-PUBLIC_SECURITY` };
    await eventually(() => db.collection('notifications').findOne(filter));
    await eventually(() => db.collection('inbox').findOne({ _id: /^tickets-notifications\|/ as never, early: [] }));
  };
  const waiting = (): Promise<unknown[]> =>
    town.database.db.collection('deliveries').find({ channel: 'EMAIL', state: 'PENDING' }).toArray();
  const sendAll = async (count: number): Promise<void> => {
    await eventually(async () => (await waiting()).length === count);
    await town.service.sendDue();
  };

  it('a dispatch is mailed by day, at once', async () => {
    await mailed();
    const { ticket } = await dispatched(town);
    await sendAll(1);
    const [letter] = mailbox.letters;
    expect(letter).toMatchObject({ from: 'gridlink@zz.example.cn', to: [ADDRESS] });
    expect(letter?.headers).toMatch(/Auto-Submitted: auto-generated/i);
    expect(letter?.text).toContain(`工单 ${ticket.code}：已交办，请报到办理`);
    expect(letter?.text).toContain(`Ticket ${ticket.code}: was dispatched to you; please report in`);
    expect(letter?.text).not.toContain('13812345678');
  });

  it('what is told at night waits for the morning, and comes in one mail', async () => {
    await mailed();
    town.setNow(EVENING);
    const codes = [(await dispatched(town)).ticket.code, (await dispatched(town)).ticket.code];
    await eventually(async () => ((await waiting())[0] as { parts: unknown[] } | undefined)?.parts.length === 2);
    expect((await waiting()).length).toBe(1);
    expect(await town.service.sendDue()).toBe(0);
    town.setNow(MORNING);
    expect(await town.service.sendDue()).toBe(1);
    expect(mailbox.letters.length).toBe(1);
    for (const code of codes) expect(mailbox.letters[0]?.text).toContain(code);
  });

  it('an alarm is mailed at night', async () => {
    const { ticketId, ticket } = await dispatched(town);
    await written(ticketId);
    await mailed();
    town.setNow(EVENING);
    await does(town, people.county, ['declareEmergency', { ticketId, words: '燃气泄漏' }]);
    await sendAll(1);
    expect(mailbox.letters.map(({ text }) => text.includes(`工单 ${ticket.code}：应急警报，请立即处置`))).toEqual([
      true,
    ]);
  });

  it('everything comes at the time of the digest where one is wished', async () => {
    await mailed({ digestAt: '17:30' });
    await dispatched(town);
    await sendAll(1);
    expect(mailbox.letters).toEqual([]);
    town.setNow('2026-03-02T09:31:00.000Z');
    await town.service.sendDue();
    expect(mailbox.letters.length).toBe(1);
  });

  it('kinds that are off are not mailed', async () => {
    await mailed({ off: ['WORK'] });
    const { ticketId } = await dispatched(town);
    await written(ticketId);
    expect(await waiting()).toEqual([]);
  });

  it.each([
    [450, 'PENDING'],
    [550, 'FAILED'],
  ])('a server’s %s leaves the mail %s', async (code, state) => {
    await mailed();
    mailbox.refuse(code);
    await dispatched(town);
    await sendAll(1);
    const { db } = town.database;
    const [last] = await db.collection('deliveries').find({ channel: 'EMAIL' }).sort({ _id: -1 }).toArray();
    const all = await db.collection('deliveries').find({ channel: 'EMAIL', status: code }).toArray();
    expect([all.map((row) => row.state), JSON.stringify(last).includes(ADDRESS)]).toEqual([[state], false]);
    await db.collection('deliveries').deleteMany({});
  });

  it.each([
    ['whose rights were withdrawn', { accountId: 'lead', before: BY_DAY, reason: '调离' }, 0],
    ['whose session ended', { accountId: 'lead', session: 's1', before: BY_DAY, reason: '退出' }, 1],
  ])('an account %s', async (_, data, places) => {
    await mailed();
    await town.hear('gridlink.personnel.account.revoked.v1', data.reason, data);
    const { db } = town.database;
    await eventually(() =>
      db.collection('inbox').findOne({ _id: `tickets-accounts|${data.reason}` as never, sequence: 1 }),
    );
    const record = await db.collection('notification_accounts').findOne({ _id: 'lead' as never });
    expect(record?.desks).toHaveLength(places);
  });

  it('who is seen at another unit is mailed of that one', async () => {
    await mailed();
    const moved = { ...people.lead, organization: `${COUNTY}-HEALTH` };
    await town.ask(moved, '{ unreadNotifications }');
    const record = await town.database.db.collection('notification_accounts').findOne({ _id: 'lead' as never });
    expect(record?.desks).toEqual([`unit:${COUNTY}-HEALTH`]);
  });

  it('who has not been here for a month is mailed no more', async () => {
    await mailed();
    town.setNow('2026-04-02T02:00:00.000Z');
    const { ticketId } = await dispatched(town);
    await written(ticketId);
    expect(await waiting()).toEqual([]);
  });

  it('addresses are not in the database as they are, and are shown to their own', async () => {
    await mailed({ quietHours: { from: '22:00', to: '06:30' } });
    const stored = await town.database.db.collection('notification_accounts').findOne({ _id: 'lead' as never });
    expect(JSON.stringify(stored)).not.toContain('urban@');
    const { data } = await town.ask<{ notificationPreferences: Preferences }>(
      people.lead,
      `{ notificationPreferences { ${PREFERENCES} } }`,
    );
    expect(data?.notificationPreferences).toEqual({
      inAppOff: [],
      mail: { address: ADDRESS, confirmed: true, off: [], quietHours: { from: '22:00', to: '06:30' }, digestAt: null },
    });
  });

  it('quiet hours are the jurisdiction’s own unless others, or none, are wished', async () => {
    const hours = async (more: object) =>
      (await set({ mail: { address: ADDRESS, ...more } })).preferences?.mail?.quietHours;
    expect([await hours({}), await hours({ atAnyHour: true })]).toEqual([{ from: '20:00', to: '08:00' }, null]);
  });

  it('kinds that are off in-app are neither listed nor counted, unless they are asked for', async () => {
    // After all that other stories here were told.
    town.setNow('2026-05-04T02:00:00.000Z');
    const { ticketId } = await dispatched(town);
    await written(ticketId);
    expect((await set({ inAppOff: ['WORK'] })).userErrors).toEqual([]);
    type Lists = { off: { nodes: unknown[] }; asked: { nodes: unknown[] }; unread: number; unreadWork: number };
    const query = `{ off: notifications { nodes { id } } asked: notifications(kinds: [WORK]) { nodes { id } }
      unread: unreadNotifications unreadWork: unreadNotifications(kinds: [WORK]) }`;
    const { data } = await town.ask<Lists>(people.lead, query);
    expect([data?.off.nodes.length, data?.unread]).toEqual([
      (await ofKinds(['PROGRESS', 'DEADLINE', 'SUPERVISION', 'APPEAL', 'EMERGENCY', 'OUTCOME', 'SERVICE'])).length,
      data?.off.nodes.length,
    ]);
    expect([(data?.asked.nodes.length ?? 0) > 0, (data?.unreadWork ?? 0) > 0]).toEqual([true, true]);
  });
  const ofKinds = async (kinds: readonly string[]): Promise<unknown[]> => {
    const query = `{ notifications(kinds: [${kinds}]) { nodes { id } } }`;
    return (
      (await town.ask<{ notifications: { nodes: unknown[] } }>(people.lead, query)).data?.notifications.nodes ?? []
    );
  };

  it('nothing but a code goes to a mailbox until its owner gives the code back', async () => {
    expect((await set({ mail: { address: ADDRESS } })).preferences?.mail?.confirmed).toBe(false);
    const code = await codeIn();
    expect(mailbox.letters.map(({ to }) => to)).toEqual([[ADDRESS]]);
    const { db } = town.database;
    const kept = await Promise.all(
      ['deliveries', 'notification_accounts'].map((of) => db.collection(of).find().toArray()),
    );
    expect(JSON.stringify(kept)).not.toContain(code);
    const { ticketId } = await dispatched(town);
    await written(ticketId);
    expect(await waiting()).toEqual([]);
    expect((await confirm(code, people.assist))?.userErrors).toMatchObject([{ code: 'NO_ADDRESS', field: ['code'] }]);
    expect((await confirm(` ${code.toLowerCase()} `))?.preferences?.mail?.confirmed).toBe(true);
    expect((await set({ mail: { address: ADDRESS, off: ['WORK'] } })).preferences?.mail?.confirmed).toBe(true);
    const other = { mail: { address: `second-${ADDRESS}` } };
    expect((await set(other)).userErrors).toMatchObject([{ code: 'CODE_JUST_SENT', field: ['mail', 'address'] }]);
    expect((await set({})).userErrors).toEqual([]);
    expect((await set(other)).userErrors).toMatchObject([{ code: 'CODE_JUST_SENT' }]);
    town.setNow('2026-03-02T02:01:00.000Z');
    expect((await set(other)).preferences?.mail?.confirmed).toBe(false);
  });

  it('a code is wrong after five tries, too old after half an hour, and replaced by the next', async () => {
    await set({ mail: { address: ADDRESS } });
    const first = await codeIn();
    await set({ mail: { address: ADDRESS } });
    expect([await town.service.sendDue(), mailbox.letters.length]).toEqual([0, 1]);
    const tries = [];
    for (let count = 0; count < 6; count++) tries.push((await confirm('AAAAAAAA'))?.userErrors[0]?.code);
    expect(tries).toEqual([...Array(5).fill('CODE_WRONG'), 'CODE_TRIED_TOO_OFTEN']);
    expect((await confirm(first))?.userErrors[0]?.code).toBe('CODE_TRIED_TOO_OFTEN');
    town.setNow('2026-03-02T02:01:00.000Z');
    await set({ mail: { address: ADDRESS } });
    const second = await codeIn();
    expect((await confirm(first))?.userErrors[0]?.code).toBe('CODE_WRONG');
    town.setNow('2026-03-02T02:31:01.000Z');
    expect((await confirm(second))?.userErrors[0]?.code).toBe('CODE_EXPIRED');
  });

  it('accounts to be mailed are found by an index', async () => {
    const filter = {
      jurisdiction: 'zhengzhou',
      desks: { $in: ['unit:A'] },
      mail: { $ne: null },
      seenAt: { $gt: new Date(0) },
    };
    const plan = JSON.stringify(
      await town.database.db.collection('notification_accounts').find(filter).explain('executionStats'),
    );
    expect(plan).not.toContain('COLLSCAN');
    expect(plan).toContain('"indexName":"at-a-desk"');
  });
});
