import { dictionary } from '@zxcvbn-ts/language-common';

/** Leaked passwords that are long enough to be asked about here, from the most used ones; in lower case. */
const LEAKED: ReadonlySet<string> = new Set(
  (dictionary['passwords-common'] as readonly string[]).filter((password) => password.length >= 10),
);

/** Words of this trade and this platform; one of them with digits and signs around it is the first thing that is tried. */
const TRADE = [
  'gridlink',
  'wangge',
  'wanggeyuan',
  'shequ',
  'jiedao',
  'zhengfa',
  'zhengfu',
  'chengguan',
  'zhili',
  'admin',
  'administrator',
  'password',
  'mima',
  'welcome',
  'changeme',
  '网格',
  '网格员',
  '社区',
  '政府',
  '密码',
];

const NOT_LETTERS = /[^\p{Letter}]+/gu;

/** Whether a password is among those that are tried first: leaked ones, and words of the trade with digits and signs around them. */
export function isKnownPassword(password: string): boolean {
  const lower = password.toLowerCase();
  return LEAKED.has(lower) || TRADE.includes(lower.replaceAll(NOT_LETTERS, ''));
}
