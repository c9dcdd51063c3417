import type { Caller } from '@gridlink/contracts';

/** The part of a caller that rules may look at, so that a decision can be remembered for everybody with the same roles. */
export type Asker = Pick<Caller, 'subject' | 'kind' | 'roles'>;

const NOBODY = 'anyone with these roles';

/** A caller without what tells one from another of the same roles. */
export const askerOf = ({ kind, roles }: Pick<Caller, 'kind' | 'roles'>): Asker => ({ subject: NOBODY, kind, roles });

export const roleSetOf = ({ kind, roles }: Pick<Caller, 'kind' | 'roles'>): string =>
  `${kind} ${roles.length > 1 ? [...roles].sort().join(' ') : (roles[0] ?? '')}`;
