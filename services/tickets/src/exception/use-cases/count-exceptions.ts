import { badUserInput, type Scope, systemScope } from '@gridlink/subgraph-kit';
import { isStanding } from '../domain/list-exception.ts';
import { type ExceptionDeps, exceptionReach } from './sign-exception.ts';

export type DepartmentExceptions = {
  readonly department: string;
  readonly signed: number;
  readonly standing: number;
  /** Assignments dispatched under them. */
  readonly used: number;
};

const SCOPE = systemScope('uses of exceptions are counted, not shown');

const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;
/** Exceptions are the work of whole bodies: so many in a year no territory signs. */
const MOST_COUNTED = 2_000;

function checkFrom(from: Date, now: Date): void {
  if (now.getTime() - from.getTime() <= LONGEST_DAYS * DAY_MS) return;
  throw badUserInput(
    `期间最长 ${LONGEST_DAYS} 天，请将起始时刻后移 (from is at most ${LONGEST_DAYS} days ago)`,
    'from',
  );
}

/**
 * Exceptions signed in a territory since an instant, by department, most used first. Two commands to the database.
 * @throws GraphError BAD_USER_INPUT when the period is too long, or too many were signed in it to be counted while somebody waits
 */
export async function countExceptions(
  deps: ExceptionDeps,
  scope: Scope,
  { from, now }: { readonly from: Date; readonly now: Date },
): Promise<readonly DepartmentExceptions[]> {
  checkFrom(from, now);
  const signed = await deps.exceptions.since(exceptionReach(scope), from, MOST_COUNTED + 1);
  if (signed.length > MOST_COUNTED) {
    throw badUserInput(
      `该期间签批的例外超过 ${MOST_COUNTED} 项，请将起始时刻后移 (more than ${MOST_COUNTED} exceptions; give a later from)`,
      'from',
    );
  }
  const uses = await deps.tickets.exceptionUses(
    SCOPE,
    signed.map(({ id }) => id),
  );
  const departments = [...new Set(signed.map(({ department }) => department))];
  return departments
    .map((department) => {
      const own = signed.filter((exception) => exception.department === department);
      return {
        department,
        signed: own.length,
        standing: own.filter((exception) => isStanding(exception, now)).length,
        used: own.reduce((sum, { id }) => sum + (uses.get(id) ?? 0), 0),
      };
    })
    .toSorted((one, other) => other.used - one.used || one.department.localeCompare(other.department));
}
