import { callerSchema } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Account, callerOf, type HeldPost, PLATFORM_PLACE } from './account.ts';

const account: Account = {
  id: 'account-1',
  login: 'li.ming',
  passwordHash: 'x',
  personId: 'person-1',
  roles: [],
  place: PLATFORM_PLACE,
  reach: { jurisdiction: 'puyang', division: null, organization: null },
  openedAt: new Date(0),
  openedBy: 'system',
  revokedAt: null,
  revokeReason: null,
  revokedBy: null,
  sessionsFrom: new Date(0),
};
const inGrid = (gridId: string): HeldPost => ({
  role: 'GRID_WORKER',
  gridId,
  organization: null,
  division: '410902001001',
  jurisdiction: 'puyang',
});

describe('who an account is', () => {
  it('[P05] serves in the grids of its appointments', () => {
    expect(callerOf(account, [inGrid('a'), inGrid('b'), inGrid('a')], 's').grids).toEqual(['a', 'b']);
  });

  it('has the roles given and those of its posts', () => {
    const given: Account = { ...account, roles: ['DATA_STEWARD'] };
    expect(callerOf(given, [inGrid('a')], 's').roles).toEqual(['DATA_STEWARD', 'GRID_WORKER']);
  });

  it('sees no area by a post in a grid', () => {
    expect(callerOf(account, [inGrid('a')], 's').division).toBeUndefined();
  });

  it('acts for the body of its post', () => {
    const post: HeldPost = { ...inGrid('a'), gridId: null, organization: 'office', role: 'TOWN_OPERATOR' };
    expect(callerOf(account, [post], 's')).toMatchObject({ organization: 'office', division: '410902001001' });
  });

  it('fits the contract however many grids there are', () => {
    const posts = Array.from({ length: 80 }, (_, index) => inGrid(`grid-${index}`));
    expect(callerSchema.safeParse(callerOf(account, posts, 's')).success).toBe(true);
  });
});
