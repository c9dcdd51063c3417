import type { Pack } from '@gridlink/jurisdiction';
import type { DeliberationDeps } from '../../deliberation/use-cases/deps.ts';
import { packOf, type TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { CountingRules } from '../domain/facts.ts';

/** What counting works with. */
export type CountingDeps = Pick<DeliberationDeps, 'tickets' | 'suggestions' | 'deliberations' | 'figures' | 'packs'>;

const rulesIn = ({ appraisal, limits }: Pack): CountingRules => ({
  satisfiedFrom: appraisal.satisfiedFrom.mark,
  mostExtensions: limits.caps.extension.maxTimes,
});

export const countingRules = (deps: Pick<TicketDeps, 'packs'>, jurisdiction: string): CountingRules =>
  rulesIn(packOf(deps, jurisdiction));
