import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Mailbox, openMailbox } from './mailbox.ts';
import type { UserErrorView } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

const ADDRESS = 'urban@zz.example.cn';
type Answer = { preferences: object | null; userErrors: UserErrorView[] };

describe('[E12] preferences that are refused', () => {
  let town: Town;
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await openMailbox();
    const mail = {
      SMTP_URL: mailbox.url,
      EMAIL_FROM: 'gridlink@zz.example.cn',
      EMAIL_DOMAINS: 'example.cn, example.org',
    };
    town = await startTown({ env: mail });
  });
  afterAll(async () => {
    await town.stop();
    await mailbox.close();
  });

  const set = async (input: Record<string, unknown>, caller: Caller = people.lead): Promise<Answer> => {
    const query = `mutation ($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) {
      preferences { inAppOff } userErrors { code field message } } }`;
    const { data, errors } = await town.ask<{ setNotificationPreferences: Answer }>(caller, query, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.setNotificationPreferences;
  };

  const mail = (more: object) => ({ mail: { address: ADDRESS, ...more } });
  it.each([
    ['alarms off in-app', { inAppOff: ['EMERGENCY'] }, 'KIND_ALWAYS_ON', ['inAppOff']],
    ['alarms off by mail', mail({ off: ['EMERGENCY'] }), 'MAIL_KIND_ALWAYS_ON', ['mail', 'off']],
    ['no address', mail({ address: 'urban' }), 'ADDRESS_INVALID', ['mail', 'address']],
    ['a second header', mail({ address: 'a@example.cn\r\nBcc: b@example.cn' }), 'ADDRESS_INVALID', ['mail', 'address']],
    ['two addresses', mail({ address: 'a@example.cn,b@example.cn' }), 'ADDRESS_INVALID', ['mail', 'address']],
    ['a stranger’s domain', mail({ address: 'a@example.com' }), 'ADDRESS_OUTSIDE', ['mail', 'address']],
    ['a domain that only ends alike', mail({ address: 'a@notexample.cn' }), 'ADDRESS_OUTSIDE', ['mail', 'address']],
    [
      'hours that are none',
      mail({ quietHours: { from: '24:00', to: '8' } }),
      'QUIET_HOURS_INVALID',
      ['mail', 'quietHours'],
    ],
    ['no hours', mail({ quietHours: { from: '08:00', to: '08:00' } }), 'QUIET_HOURS_EMPTY', ['mail', 'quietHours']],
    [
      'hours and none',
      mail({ quietHours: { from: '20:00', to: '08:00' }, atAnyHour: true }),
      'QUIET_HOURS_AND_ANY_HOUR',
      ['mail', 'atAnyHour'],
    ],
    ['a digest at no time', mail({ digestAt: 'noon' }), 'DIGEST_TIME_INVALID', ['mail', 'digestAt']],
  ])('%s is refused with the field', async (_, input, code, field) => {
    expect(await set(input)).toMatchObject({ preferences: null, userErrors: [{ code, field }] });
  });

  it('a program is sent no mail', async () => {
    const program: Caller = { ...people.lead, subject: 'program', kind: 'PROGRAM' };
    expect((await set(mail({}), program)).userErrors).toMatchObject([{ code: 'MAIL_FOR_PEOPLE_ONLY' }]);
  });
});

describe('[E12] where no mail server is named', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  it('mail is refused, and the rest may be wished', async () => {
    const query = `mutation ($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) {
      preferences { inAppOff mail { address } } userErrors { code field } } }`;
    const ask = async (input: object) =>
      (await town.ask<{ setNotificationPreferences: unknown }>(people.lead, query, { input })).data
        ?.setNotificationPreferences;
    expect(await ask({ mail: { address: ADDRESS } })).toEqual({
      preferences: null,
      userErrors: [{ code: 'MAIL_NOT_OFFERED', field: ['mail'] }],
    });
    expect(await ask({ inAppOff: ['PROGRESS'] })).toEqual({
      preferences: { inAppOff: ['PROGRESS'], mail: null },
      userErrors: [],
    });
  });
});
