import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Canary } from './canaries.ts';
import { createWatcher } from './sightings.ts';

const phone: Canary = { door: 'a', kind: 'phone', value: '14973141592' };
const name: Canary = { door: 'a', kind: 'name', value: '龘靐齉' };
const id: Canary = { door: 'a', kind: 'idNumber', value: '41010519710203700X' };
const watch = createWatcher([phone, name, id]);
const seen = (text: string): string[] => watch({ place: 'here', text }).map(({ how }) => how);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('[A4] the search for canaries', () => {
  it.each([
    ['in clear', 'call 14973141592 now'],
    ['grouped by "-"', '149-7314-1592'],
    ['percent-encoded', `?name=${encodeURIComponent('龘靐齉')}`],
    ['escaped', JSON.stringify('龘靐齉').replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)],
    ['as two of its signs', '龘靐'],
    ['in base64', base64('x龘靐齉y')],
    ['in base64', base64('xx龘靐齉yy')],
    ['in base64', base64('{"phone":"14973141592"}')],
    ['as a digest without a key', createHash('sha256').update('14973141592').digest('hex')],
    ['birth date and the rest', 'no 19710203700X'],
    ['birth date, and the last six apart from it', 'born 1971-02-03, number ends in 03700X'],
  ])('finds one %s', (how, text) => {
    expect(seen(text)).toContain(how);
  });

  it.each(['149****1592', '410105********700X', '龘*', '1971-02-03', 'nothing at all'])('takes %s for none', (text) => {
    expect(seen(text)).toEqual([]);
  });
});
