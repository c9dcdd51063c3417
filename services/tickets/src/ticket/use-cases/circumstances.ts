import type { Scope } from '@gridlink/subgraph-kit';
import { divisionAbove } from '../domain/acceptance.ts';
import type { Actor } from '../domain/actor.ts';
import { centerCandidates } from '../domain/centers.ts';
import type { GridPlace } from '../domain/change.ts';
import type { TicketCommand } from '../domain/commands.ts';
import type { Circumstances } from '../domain/decision.ts';
import { alarmCandidates } from '../domain/emergency.ts';
import type { OtherTicket } from '../domain/merging.ts';
import type { TicketState } from '../domain/ticket.ts';
import { packOf, type TicketDeps } from './deps.ts';

export type Moment = {
  readonly actor: Actor;
  readonly now: Date;
  readonly madeAt: Date;
  readonly idempotencyKey: string | null;
  readonly grid: GridPlace | null;
  /** What the caller may see: the other ticket of a command is looked for in it. */
  readonly scope: Scope;
};

/** Bodies by what a command may look for among them. */
type Candidates = { readonly [kind in 'above' | 'alarmed' | 'centers']: readonly string[] };

/** Organizations a decision may look at. */
function unitsNamed(command: TicketCommand, { above, alarmed, centers }: Candidates): readonly string[] {
  switch (command.type) {
    case 'whistle':
      return command.orders.map(({ unit }) => unit);
    case 'openConsultation':
      return command.invited;
    case 'declareEmergency':
      return alarmed;
    case 'dispatchTicket':
    case 'decideConsultation':
      return command.assignments.flatMap(({ to }) => (to === 'GRID_STAFF' ? [] : [to.unit]));
    case 'assignDown':
      return [command.holder];
    case 'escalateTicket':
    case 'superviseTicket':
      return above;
    case 'appealWarning':
    case 'appealFurther':
    case 'appealDecline':
      return centers;
    default:
      return [];
  }
}

const NEEDS_ITEMS: ReadonlySet<TicketCommand['type']> = new Set<TicketCommand['type']>([
  'acceptTicket',
  'solveOnSpot',
  'dispatchTicket',
  'decideConsultation',
  'refuseOffList',
]);

async function otherTicket(deps: TicketDeps, scope: Scope, code: string): Promise<OtherTicket | null> {
  return (await deps.tickets.load(scope, { code }))?.state ?? null;
}

/** Reads what the decision rests on; at most one command to the database each for organizations and lists. */
export async function circumstancesFor(
  deps: TicketDeps,
  { state, command }: { readonly state: TicketState; readonly command: TicketCommand },
  moment: Moment,
): Promise<Circumstances> {
  const pack = packOf(deps, state.jurisdiction);
  const above = command.type === 'escalateTicket' ? divisionAbove(pack, state.holder) : moment.actor.division;
  const candidates = {
    above: above === null ? [] : centerCandidates(pack, above),
    alarmed: alarmCandidates(pack, state),
    centers: state.areas.flatMap((area) => centerCandidates(pack, area)),
  };
  const [units, items, other] = await Promise.all([
    deps.organizations.units(unitsNamed(command, candidates)),
    NEEDS_ITEMS.has(command.type) ? deps.itemLists.inForce(pack, state.areas, moment.now) : new Map(),
    command.type === 'mergeTicket' ? otherTicket(deps, moment.scope, command.into) : null,
  ]);
  return { ...moment, pack, calendar: deps.calendarOf(pack), units, items, other };
}
