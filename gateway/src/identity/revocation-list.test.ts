import { describe, expect, it } from '@jest/globals';
import { createRevocationList } from './revocation-list.ts';

const at = (seconds: number): Date => new Date(seconds * 1000);
const open = (limit = 100) => createRevocationList({ tokenMaxAgeSeconds: 600, limit });
const token = (subject: string, issuedAt: number, session?: string) => ({ subject, session, issuedAt });

describe('the revocation list', () => {
  it('refuses all tokens of a revoked account', () => {
    const list = open();
    list.revoke({ accountId: 'a', before: at(100) }, at(100));
    expect([list.isRevoked(token('a', 99, 's')), list.isRevoked(token('b', 99))]).toEqual([true, false]);
  });

  it('refuses one session and leaves the others', () => {
    const list = open();
    list.revoke({ accountId: 'a', session: 's1', before: at(100) }, at(100));
    expect([list.isRevoked(token('a', 99, 's1')), list.isRevoked(token('a', 99, 's2'))]).toEqual([true, false]);
  });

  it.each([
    [99, true],
    [100, true],
    [101, false],
  ])('a token issued at %d against a revocation before 100: refused %s', (issuedAt, refused) => {
    const list = open();
    list.revoke({ accountId: 'a', before: at(100) }, at(100));
    expect(list.isRevoked(token('a', issuedAt))).toBe(refused);
  });

  it('keeps the latest of several revocations that come in any order', () => {
    const list = open();
    list.revoke({ accountId: 'a', before: at(200) }, at(200));
    list.revoke({ accountId: 'a', before: at(100) }, at(200));
    expect(list.isRevoked(token('a', 150))).toBe(true);
  });

  it('forgets what no living token can fall under', () => {
    const list = open();
    list.revoke({ accountId: 'old', before: at(0) }, at(0));
    list.revoke({ accountId: 'new', before: at(700) }, at(700));
    expect(list.size).toBe(1);
  });

  it('never holds more than its limit', () => {
    const list = open(3);
    for (let account = 0; account < 10; account++) list.revoke({ accountId: `${account}`, before: at(100) }, at(100));
    expect(list.size).toBe(3);
  });
});
