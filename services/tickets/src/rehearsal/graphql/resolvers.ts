import type { HolidayNotice } from '@gridlink/jurisdiction';
import type { TicketContext } from '../../context.ts';
import type { Proposal } from '../domain/proposed-rules.ts';
import { rehearseRules } from '../use-cases/rehearse-rules.ts';

type Given<T> = { readonly [K in keyof T]?: T[K] | null };
type RehearsalInput = Given<Omit<Proposal, 'holidays'>> & {
  readonly jurisdiction?: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly holidays?: { readonly year: number; readonly holidays: HolidayNotice['holidays'] } | null;
};

export const rehearsalQueries = {
  rulesRehearsal: (_: unknown, { input }: { input: RehearsalInput }, { deps, scope }: TicketContext) => {
    const { jurisdiction = null, from, to, limits, officeWindows = null, localDaysOff = null, holidays = null } = input;
    const proposal = { limits: limits ?? [], officeWindows, localDaysOff, holidays };
    return rehearseRules(deps, scope, { jurisdiction, from, to, proposal });
  },
};

export const rehearsedUnitResolvers = {
  unit: ({ unit }: { readonly unit: string }) => ({ code: unit }),
};
