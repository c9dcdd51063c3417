import { GRID_ROLES, type Role } from '@gridlink/contracts';
import { ANY_BODY } from '../../ticket/domain/permissions.ts';

/** Who hands in evidence: those who work on tickets, and so those who read it there. */
const GIVERS: ReadonlySet<Role> = new Set<Role>([...GRID_ROLES, ...ANY_BODY, 'DISCIPLINE_INSPECTOR']);

/** Files of one report that may wait for its reporter to name them. */
export const MOST_WAITING_OF_A_REPORTER = 6;

/** Who hands a file in, and how many of theirs may wait for a ticket; `null` where the jurisdiction's own bound holds. */
export type Giver = {
  readonly subject: string;
  readonly organization: string | null;
  readonly jurisdiction: string;
  readonly mostWaiting: number | null;
};

export const mayGiveEvidence = (roles: readonly Role[]): boolean => roles.some((role) => GIVERS.has(role));
