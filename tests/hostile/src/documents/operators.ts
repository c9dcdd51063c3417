import type { Draft } from '../corpus/line.ts';
import { asked, NOTHING } from './drafts.ts';

const NAME = 'operators in text';

/** Text that means something to a database, a shell, a browser, a resolver of addresses - and is text here. */
const TEXTS: readonly string[] = [
  '{"$gt": ""}',
  '{"$ne": null}',
  '{"$where": "sleep(10000)"}',
  '{"$regex": ".*"}',
  '[$ne]',
  '$where',
  '$gt',
  '{$gt:""}',
  "'; return true; var x='",
  "' || '1'=='1",
  "1' OR '1'='1",
  '"; DROP TABLE tickets; --',
  "' UNION SELECT * FROM users --",
  '*',
  '.*',
  '^.*$',
  '(a+)+$',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(.*)*',
  '(?:a|a)*b',
  '[',
  '(',
  '\\',
  '[[:alpha:]]',
  '(?<=a)b',
  '\\x00',
  '%00',
  '..%2f..%2fetc%2fpasswd',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]:27017/',
  'gopher://127.0.0.1:6379/_FLUSHALL',
  'jndi:ldap://example.invalid/a',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what other systems would expand
  '${jndi:ldap://example.invalid/a}',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what other systems would expand
  '${7*7}',
  '<%= 7*7 %>',
  '#{7*7}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '$(reboot)',
  '`reboot`',
  '| reboot',
  '; reboot',
  '&& reboot',
  '\r\nSet-Cookie: a=b',
  '\r\n\r\nHTTP/1.1 200 OK',
  '__proto__',
  'constructor.prototype',
  '[object Object]',
  'NaN',
  'undefined',
  'null',
  'true',
  '-1',
  '1e309',
];

type Place = { readonly document: string; readonly by: Draft['by']; readonly most?: number };

/** Places that look something up by a text. */
const PLACES: readonly Place[] = [
  { document: 'query ($v: String!) { division(code: $v) { code } }', by: 'public' },
  { document: 'query ($v: ID) { grid(id: $v) { id } }', by: 'public' },
  { document: 'query ($v: String) { grid(code: $v) { id } }', by: 'public' },
  { document: 'query ($v: String!) { gridNotice(code: $v) { name } }', by: 'public' },
  { document: 'query ($v: String!) { ticketByNumber(code: $v, queryCode: $v) { title } }', by: 'public' },
  { document: 'query ($v: String) { ticket(code: $v) { id } }', by: 'county' },
  { document: 'query ($v: ID!) { person(id: $v) { id } }', by: 'county' },
  { document: 'query ($v: String) { organization(code: $v) { id } }', by: 'public' },
  { document: 'query ($v: ID) { dataResource(id: $v) { id } }', by: 'steward' },
  { document: 'query ($v: String) { persons(filter: { nameContains: $v }) { nodes { id } } }', by: 'county', most: 50 },
];

/** Nothing is found by them, and nothing else happens. */
export const operators: readonly Draft[] = PLACES.flatMap(({ document, by, most = 1_000 }) =>
  TEXTS.filter((text) => text.length <= most).map((text) =>
    asked(NAME, document, NOTHING, { variables: { v: text }, ...(by === 'public' || by === undefined ? {} : { by }) }),
  ),
);
