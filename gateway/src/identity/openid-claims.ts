import { type Caller, callerSchema, type Role } from '@gridlink/contracts';
import { errors, type JWTPayload } from 'jose';
import { z } from 'zod';

/**
 * Which claim of an outside issuer says what. A path like `realm_access.roles` goes into objects.
 * Roles are translated by `roleMap`; a role without an entry there gives nothing, so no outside role becomes ours by its name.
 */
export const claimMappingSchema = z
  .object({
    roles: z.string().default('roles'),
    roleMap: z.record(z.string(), z.string()).default({}),
    jurisdiction: z.string().default('gridlink_jurisdiction'),
    division: z.string().default('gridlink_division'),
    organization: z.string().default('gridlink_organization'),
    person: z.string().default('gridlink_person'),
    grids: z.string().default('gridlink_grids'),
    session: z.string().default('sid'),
  })
  .strict();
export type ClaimMapping = z.infer<typeof claimMappingSchema>;

function claimAt(claims: JWTPayload, path: string): unknown {
  let value: unknown = claims;
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** The caller a verified token of an outside issuer stands for; throws jose's JWTInvalid when its claims do not make one. */
export function callerFromClaims(claims: JWTPayload, mapping: ClaimMapping): Caller {
  const text = (path: string): string | undefined => {
    const value = claimAt(claims, path);
    return typeof value === 'string' ? value : undefined;
  };
  const words = (path: string): string[] => {
    const value = claimAt(claims, path);
    return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
  };
  const roles = words(mapping.roles).flatMap((role) => mapping.roleMap[role] ?? []) as Role[];
  const grids = words(mapping.grids);
  const parts = {
    jurisdiction: text(mapping.jurisdiction),
    division: text(mapping.division),
    organization: text(mapping.organization),
    person: text(mapping.person),
    session: text(mapping.session),
  };
  const parsed = callerSchema.safeParse({
    // The issuer is part of the name, so that an outside account can never be taken for one of the platform's own.
    subject: `${claims.iss}#${claims.sub}`,
    kind: 'PERSON',
    roles: [...new Set(roles)],
    ...(grids.length > 0 ? { grids } : {}),
    ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)),
  });
  if (!parsed.success || !claims.sub) throw new errors.JWTInvalid('the claims do not make a caller');
  return parsed.data;
}
