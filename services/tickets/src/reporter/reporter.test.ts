import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createContactSeal } from './contact-seal.ts';
import { maskName, maskPhone } from './mask.ts';
import { personalDataKey } from './personal-data-key.ts';
import { createQueryCodes } from './query-code.ts';

const key = Buffer.alloc(32, 1);
const contact = { name: '王小明', phone: '13812345678' };

describe('a sealed contact', () => {
  const { seal, open } = createContactSeal(key);

  it('opens for its own ticket', () => {
    expect(open('t1', seal('t1', contact))).toEqual(contact);
  });

  it('shows nothing of what it holds, and never looks the same twice', () => {
    const [one, other] = [seal('t1', contact), seal('t1', contact)];
    expect(one).not.toContain('138');
    expect(one).not.toBe(other);
  });

  it('does not open for another ticket', () => {
    expect(() => open('t2', seal('t1', contact))).toThrow();
  });

  it('does not open once it was changed', () => {
    const sealed = seal('t1', contact);
    const at = sealed.length - 4;
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => open('t1', changed)).toThrow();
  });

  it('does not open with another key', () => {
    expect(() => createContactSeal(Buffer.alloc(32, 2)).open('t1', seal('t1', contact))).toThrow();
  });

  it('of an unknown form is refused', () => {
    expect(() => open('t1', 'v9.a.b.c')).toThrow('v9');
  });
});

describe('masks', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳小明', '欧***'],
    ['李', '李*'],
  ])('%s becomes %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['13812345678', '138****5678'],
    ['+86 138-1234-5678', '861****5678'],
    ['12345', '****45'],
  ])('%s becomes %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});

describe('query codes', () => {
  const codes = createQueryCodes(key);

  it('match whatever case they are typed in', () => {
    expect(codes.matches('T1', 'abcd2345', codes.hash('T1', 'ABCD2345'))).toBe(true);
  });

  it.each([
    ['another ticket', 'T2', 'ABCD2345'],
    ['another code', 'T1', 'ABCD2346'],
    ['an empty code', 'T1', ''],
  ])('do not match for %s', (_, ticket, code) => {
    expect(codes.matches(ticket, code, codes.hash('T1', 'ABCD2345'))).toBe(false);
  });

  it('are the same for the same key of a retry, and otherwise by chance', () => {
    expect(codes.issue('k')).toBe(codes.issue('k'));
    expect(codes.issue(null)).not.toBe(codes.issue(null));
  });

  it('cannot be checked without the service’s secret', () => {
    const stored = createQueryCodes(Buffer.alloc(32, 2)).hash('T1', 'ABCD2345');
    expect(codes.matches('T1', 'ABCD2345', stored)).toBe(false);
  });
});

describe('the key of personal data', () => {
  const bytes = randomBytes(32);

  it('is read in place', () => {
    expect(personalDataKey.parse(bytes.toString('base64')).equals(bytes)).toBe(true);
  });

  it('is read from a file', () => {
    const path = join(tmpdir(), `key-${bytes.toString('hex')}`);
    writeFileSync(path, `${bytes.toString('base64')}\n`, { mode: 0o600 });
    expect(personalDataKey.parse(path).equals(bytes)).toBe(true);
  });

  it.each([
    ['a file there is not', '/no/such/file'],
    ['too few bytes', randomBytes(16).toString('base64')],
  ])('is refused from %s', (_, value) => {
    expect(personalDataKey.safeParse(value).success).toBe(false);
  });
});
