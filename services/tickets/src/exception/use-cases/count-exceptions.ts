import { type Scope, systemScope } from '@gridlink/subgraph-kit';
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

/** Exceptions signed in a territory since an instant, by department, most used first. Two commands to the database. */
export async function countExceptions(
  deps: ExceptionDeps,
  scope: Scope,
  { from, now }: { readonly from: Date; readonly now: Date },
): Promise<readonly DepartmentExceptions[]> {
  const signed = await deps.exceptions.since(exceptionReach(scope), from);
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
