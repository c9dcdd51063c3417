import type { Role } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { idleLimit, judgeRefresh, type Session } from './session.ts';

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
  seenAt: before,
  idleMs: 60_000,
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
    ['that rested too long', { seenAt: new Date(NOW.getTime() - 60_000) }, before],
    ['begun before all sessions were ended', {}, NOW],
  ])('of a session %s is over', (_, story, sessionsFrom) => {
    expect(judgeRefresh({ ...session, ...story }, 'present', { now: NOW, sessionsFrom })).toBe('OVER');
  });
});

describe('a session', () => {
  it.each<[string, Role[], number]>([
    ['at a desk', ['TOWN_OPERATOR'], 30],
    ['at a desk and in a grid', ['GRID_WORKER', 'COUNTY_COORDINATOR'], 30],
    ['in a grid', ['GRID_WORKER', 'MICRO_LEADER'], 3 * 24 * 60],
  ])('%s of roles %j may rest for %s minutes', (_where, roles, minutes) => {
    expect(idleLimit(roles)).toBe(minutes * 60_000);
  });
});
