import type { Draft } from '../corpus/line.ts';
import { badIds, noTexts, tooLong } from './bad-text.ts';
import { notOfType, type Sound, tried, userError } from './tries.ts';

const KINDS_THERE_ARE_NOT: readonly unknown[] = [['GOSSIP'], [null], [1], 'ALL', { $gt: '' }, [['WORK']]];

const MARK: Sound = { mutation: 'markNotificationsRead', by: 'officer', input: { ids: ['nothing'] } };
const marking: readonly Draft[] = [
  ...tried(MARK, 'ids', { values: [{ $list: 'n#', $times: 201 }], expect: userError('ids', 'TOO_MANY_NOTIFICATIONS') }),
  ...tried(MARK, 'ids', { values: [[null], [{}], { $gt: '' }, [['a']]], expect: notOfType }),
  ...tried(MARK, 'until', { values: ['yesterday', 0, '', {}, true, '2026-13-45T00:00:00Z'], expect: notOfType }),
];

/** No mail server is named here: whatever address is given, it is refused and nothing is sent. */
const PREFERENCES: Sound = {
  mutation: 'setNotificationPreferences',
  by: 'officer',
  input: { inAppOff: [], mail: { address: 'urban@example.invalid' } },
};
const preferences: readonly Draft[] = [
  ...tried(PREFERENCES, 'inAppOff', { values: [['EMERGENCY'], ['WORK', 'EMERGENCY']], expect: userError('inAppOff') }),
  ...tried(PREFERENCES, 'inAppOff', { values: KINDS_THERE_ARE_NOT, expect: notOfType }),
  ...tried(PREFERENCES, 'mail.address', {
    values: ['', 'a', 'a@b\r\nBcc: c@d.example', 'a\u0000@example.cn', 'a@example.cn,b@example.cn', tooLong(5_000)],
    expect: userError('mail', 'MAIL_NOT_OFFERED'),
  }),
  ...tried(PREFERENCES, 'mail.address', {
    values: noTexts,
    expect: notOfType,
  }),
  ...tried(PREFERENCES, 'mail.off', { values: KINDS_THERE_ARE_NOT, expect: notOfType }),
  ...tried(PREFERENCES, 'mail.quietHours', { values: ['20:00', {}, { from: '20:00' }, [1, 2]], expect: notOfType }),
  ...tried(PREFERENCES, 'mail', { values: [{}, 'urban@example.cn', 1, { $ne: null }], expect: notOfType }),
];

const CONFIRM: Sound = { mutation: 'confirmMailAddress', by: 'officer', input: { code: 'AAAAAAAA' } };
const confirming: readonly Draft[] = [
  ...tried(CONFIRM, 'code', {
    values: ['', 'AAAAAAAA', 'a\u0000', '{"$gt":""}', '../..', tooLong(5_000)],
    expect: userError('code', 'NO_ADDRESS'),
  }),
  ...tried(CONFIRM, 'code', { values: noTexts, expect: notOfType }),
];

const WEBHOOK: Sound = {
  mutation: 'registerWebhook',
  by: 'admin',
  input: { organization: '{{lead}}', url: 'https://hooks.example.invalid/gridlink' },
};
const OTHERS = ['rotateWebhookSecret', 'removeWebhook', 'pingWebhook', 'changeWebhook'] as const;
const URLS: readonly unknown[] = [
  '',
  'hooks.example.cn',
  'http://hooks.example.cn/',
  'ftp://hooks.example.cn/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://user:pass@hooks.example.cn/',
  'https://hooks.example.cn/#part',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://10.0.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://localhost/',
  'https://db.internal/',
  { $text: ['https://hooks.example.cn/', { repeat: 'a', times: 600 }] },
];
const webhooks: readonly Draft[] = [
  ...tried(WEBHOOK, 'url', { values: URLS, expect: userError('url') }),
  ...tried(WEBHOOK, 'url', { values: [null, {}, [], true], expect: notOfType }),
  ...tried(WEBHOOK, 'organization', { values: badIds, expect: userError('organization', 'ORGANIZATION_UNKNOWN') }),
  ...tried(WEBHOOK, 'kinds', { values: [[]], expect: userError('kinds', 'KINDS_EMPTY') }),
  ...tried(WEBHOOK, 'kinds', { values: KINDS_THERE_ARE_NOT, expect: notOfType }),
  ...OTHERS.flatMap((mutation) => {
    const active = mutation === 'changeWebhook' ? { active: true } : {};
    const of = { mutation, by: 'admin', input: { organization: '{{lead}}', ...active } } as const;
    return tried(of, 'organization', { values: ['{{lead}}', ...badIds], expect: userError('organization') });
  }),
  ...tried({ mutation: 'changeWebhook', by: 'admin', input: { organization: '{{lead}}', url: '' } }, 'url', {
    values: URLS,
    expect: userError('url'),
  }),
];

/** What is wrong with what desks, accounts and organizations want to be told. */
export const notifications: readonly Draft[] = [...marking, ...preferences, ...confirming, ...webhooks];
