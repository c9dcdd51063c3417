import { describe, expect, it } from '@jest/globals';
import { callerFromClaims, claimMappingSchema } from './openid-claims.ts';

const mapping = claimMappingSchema.parse({
  roles: 'realm_access.roles',
  roleMap: { clerk: 'TOWN_OPERATOR', head: 'ADMIN' },
});
const claims = {
  sub: 'u1',
  sid: 's1',
  realm_access: { roles: ['clerk', 'viewer'] },
  gridlink_jurisdiction: 'somewhere',
};

describe('claims of an outside issuer', () => {
  it('give the roles that are mapped and no others', () => {
    expect(callerFromClaims(claims, mapping).roles).toEqual(['TOWN_OPERATOR']);
  });

  it('make no role ours by its name alone', () => {
    expect(callerFromClaims({ ...claims, realm_access: { roles: ['ADMIN'] } }, mapping).roles).toEqual([]);
  });

  it('carry subject, session and jurisdiction', () => {
    expect(callerFromClaims(claims, mapping)).toMatchObject({
      subject: expect.stringContaining('u1'),
      session: 's1',
      jurisdiction: 'somewhere',
    });
  });

  it.each([
    ['no subject', { ...claims, sub: undefined }],
    ['a division that is no code', { ...claims, gridlink_division: 'x' }],
  ])('are refused with %s', (_what, broken) => {
    expect(() => callerFromClaims(broken as typeof claims, mapping)).toThrow();
  });

  it('refuse a mapping with a word it does not know', () => {
    expect(claimMappingSchema.safeParse({ rolls: 'x' }).success).toBe(false);
  });
});
