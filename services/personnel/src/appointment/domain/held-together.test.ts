import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { facts, held, NOW } from '../../../test/appointment-facts.ts';
import { claimsOf } from './held-together.ts';

const ended = { endedAt: NOW, endReason: '辞职' };
const share = (a: readonly string[], b: readonly string[]): boolean => a.some((claim) => b.includes(claim));

describe('claims', () => {
  const none = facts('puyang');

  it('of two posts that may not be held together meet', () => {
    const leader = claimsOf(held('puyang', 'GRID_LEADER'), none);
    expect(share(leader, claimsOf(held('puyang', 'FULL_TIME_WORKER'), none))).toBe(true);
  });

  it('of two posts that may be held together do not meet', () => {
    const known = facts('jiangsu');
    const leader = claimsOf(held('jiangsu', 'GRID_LEADER'), known);
    expect(share(leader, claimsOf(held('jiangsu', 'FULL_TIME_WORKER'), known))).toBe(false);
  });

  it('of two leaders of one grid meet, whoever they are', () => {
    const one = claimsOf(held('puyang', 'GRID_LEADER'), none);
    expect(share(one, claimsOf(held('puyang', 'GRID_LEADER', { personId: 'another' }), none))).toBe(true);
  });

  it('of two workers of one grid do not meet', () => {
    const one = claimsOf(held('puyang', 'FULL_TIME_WORKER'), none);
    expect(share(one, claimsOf(held('puyang', 'FULL_TIME_WORKER', { personId: 'another' }), none))).toBe(false);
  });

  it('of the next leader are new once the one before has ended', () => {
    const before = held('puyang', 'GRID_LEADER', { personId: 'another' });
    const after = facts('puyang', { seats: [{ ...before, ...ended }] });
    expect(share(claimsOf(before, none), claimsOf(held('puyang', 'GRID_LEADER'), after))).toBe(false);
  });

  it('never meet those of the past, however often a person comes and goes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('GRID_LEADER', 'FULL_TIME_WORKER', 'INSTRUCTOR'), { maxLength: 12 }),
        (posts) => {
          const past = posts.map((position) => held('puyang', position, ended));
          const given = past.flatMap((appointment, index) =>
            claimsOf(appointment, facts('puyang', { history: past.slice(0, index), seats: past.slice(0, index) })),
          );
          const next = claimsOf(held('puyang', 'GRID_LEADER'), facts('puyang', { history: past, seats: past }));
          return !share(given, next);
        },
      ),
    );
  });

  it('of a post in a body meet for the same person only', () => {
    const inBody = { gridId: null, organization: 'office' };
    const one = claimsOf(held('puyang', 'OFFICER', inBody), none);
    expect(share(one, claimsOf(held('puyang', 'OFFICER', { ...inBody, personId: 'another' }), none))).toBe(false);
  });
});
