import type { Pack } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import { packUnder } from '../../mode-plan/domain/planned-limits.ts';
import { divisionAbove } from '../domain/acceptance.ts';
import type { Actor } from '../domain/actor.ts';
import { centerCandidates } from '../domain/centers.ts';
import type { GridPlace } from '../domain/change.ts';
import type { TicketCommand } from '../domain/commands.ts';
import type { Circumstances } from '../domain/decision.ts';
import { alarmCandidates } from '../domain/emergency.ts';
import { fileIdsIn } from '../domain/evidence.ts';
import type { OtherTicket } from '../domain/merging.ts';
import type { TicketState } from '../domain/ticket.ts';
import { packOf, type TicketDeps } from './deps.ts';
import { givenFiles } from './given-files.ts';

export type Moment = {
  readonly actor: Actor;
  readonly now: Date;
  readonly madeAt: Date;
  readonly idempotencyKey: string | null;
  readonly grid: GridPlace | null;
  /** What the caller may see: the other ticket of a command is looked for in it. */
  readonly scope: Scope;
};

type Asked = { readonly pack: Pack; readonly state: TicketState; readonly actor: Actor };

const centersOf = (pack: Pack, division: string | null): readonly string[] =>
  division === null ? [] : centerCandidates(pack, division);

/** Organizations a decision may look at. */
function unitsNamed(command: TicketCommand, { pack, state, actor }: Asked): readonly string[] {
  switch (command.type) {
    case 'whistle':
      return command.orders.map(({ unit }) => unit);
    case 'openConsultation':
      return command.invited;
    case 'declareEmergency':
      return alarmCandidates(pack, state);
    case 'dispatchTicket':
    case 'decideConsultation':
      return command.assignments.flatMap(({ to }) => (to === 'GRID_STAFF' ? [] : [to.unit]));
    case 'assignDown':
      return [command.holder];
    case 'escalateTicket':
      return centersOf(pack, divisionAbove(pack, state.holder));
    case 'superviseTicket':
      return centersOf(pack, actor.division);
    case 'appealWarning':
    case 'appealFurther':
    case 'appealDecline':
      return state.areas.flatMap((area) => centerCandidates(pack, area));
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

const exceptionsNamed = (command: TicketCommand): readonly string[] =>
  command.type === 'dispatchTicket' || command.type === 'decideConsultation'
    ? command.assignments.flatMap(({ exceptionId }) => exceptionId ?? [])
    : [];

async function otherTicket(deps: TicketDeps, scope: Scope, code: string): Promise<OtherTicket | null> {
  return (await deps.tickets.load(scope, { code }))?.state ?? null;
}

/** Reads what the decision rests on; at most one command to the database each for organizations and lists. */
export async function circumstancesFor(
  deps: TicketDeps,
  { state, command }: { readonly state: TicketState; readonly command: TicketCommand },
  moment: Moment,
): Promise<Circumstances> {
  const own = packOf(deps, state.jurisdiction);
  const [units, items, [plan = null], other, files, standard, exceptions] = await Promise.all([
    deps.organizations.units(unitsNamed(command, { pack: own, state, actor: moment.actor })),
    NEEDS_ITEMS.has(command.type) ? deps.itemLists.inForce(own, state.areas, moment.now) : new Map(),
    deps.plans.inForce(own.code, state.areas, moment.now),
    command.type === 'mergeTicket' ? otherTicket(deps, moment.scope, command.into) : null,
    givenFiles(deps, fileIdsIn('evidence' in command ? command : {}), { scope: moment.scope, ticketId: state.id }),
    command.type === 'acceptTicket' && command.conditionId
      ? deps.standards.inForce(own.code, state.areas, moment.now)
      : null,
    deps.exceptions.byId(own.code, exceptionsNamed(command)),
  ]);
  const pack = packUnder(own, plan);
  const known = { pack, plan, calendar: deps.calendarOf(own), units, items, other, files, standard, exceptions };
  return { ...moment, ...known };
}
