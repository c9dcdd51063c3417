import { describe, expect, it } from '@jest/globals';
import { judgeRefresh, type Session } from './session.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const before = new Date(NOW.getTime() - 1);
const session: Session = {
  id: 's',
  accountId: 'a',
  jurisdiction: 'puyang',
  division: '410902000000',
  handle: 'h',
  refreshHash: 'present',
  startedAt: before,
  endsAt: new Date(NOW.getTime() + 1),
  revokedAt: null,
  revokeReason: null,
};

describe('a refresh token', () => {
  it('is good once', () => {
    expect(judgeRefresh(session, 'present', { now: NOW, sessionsFrom: before })).toBe('GOOD');
  });

  it('that is not the present one was used before', () => {
    expect(judgeRefresh(session, 'old', { now: NOW, sessionsFrom: before })).toBe('REUSED');
  });

  it.each<[string, Partial<Session>, Date]>([
    ['revoked', { revokedAt: before }, before],
    ['at its end', { endsAt: NOW }, before],
    ['begun before all sessions were ended', {}, NOW],
  ])('of a session %s is over', (_, story, sessionsFrom) => {
    expect(judgeRefresh({ ...session, ...story }, 'present', { now: NOW, sessionsFrom })).toBe('OVER');
  });
});
