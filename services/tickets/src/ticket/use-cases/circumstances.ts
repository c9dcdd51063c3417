import { randomBytes } from 'node:crypto';
import { divisionLevel, isDivisionCode } from '@gridlink/contracts';
import { type Pack, packFor } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import { packUnder } from '../../mode-plan/domain/planned-limits.ts';
import { divisionAbove } from '../domain/acceptance.ts';
import type { Actor } from '../domain/actor.ts';
import { divisionBeside } from '../domain/border.ts';
import { centerAt, centerCandidates } from '../domain/centers.ts';
import type { GridPlace } from '../domain/change.ts';
import type { TicketCommand } from '../domain/commands.ts';
import type { Circumstances } from '../domain/decision.ts';
import { alarmCandidates } from '../domain/emergency.ts';
import { fileIdsIn } from '../domain/evidence.ts';
import type { OtherTicket } from '../domain/merging.ts';
import type { Transfer } from '../domain/parts.ts';
import { inspectionsOver } from '../domain/supervising.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { Receiver } from '../domain/transfer.ts';
import { packOf, type TicketDeps } from './deps.ts';
import { earlierPart } from './earlier-part.ts';
import { givenFiles } from './given-files.ts';
import { askingFor, signedAnswer } from './redaction-asking.ts';
import { redactedReceipts, transferReceipt } from './transfer-receipt.ts';

export type Moment = {
  readonly actor: Actor;
  readonly now: Date;
  readonly madeAt: Date;
  readonly idempotencyKey: string | null;
  readonly grid: GridPlace | null;
  /** What the caller may see: the other ticket of a command is looked for in it. */
  readonly scope: Scope;
};

type Asked = {
  readonly pack: Pack;
  readonly state: TicketState;
  readonly actor: Actor;
  readonly grid: GridPlace | null;
};

const centersOf = (pack: Pack, division: string | null): readonly string[] =>
  division === null ? [] : centerCandidates(pack, division);

/** Organizations a decision may look at. */
function unitsNamed(command: TicketCommand, { pack, state, actor, grid }: Asked): readonly string[] {
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
    case 'handOverAtBorder':
      return grid === null ? [] : centersOf(pack, divisionBeside(state, grid));
    case 'superviseTicket':
      return centersOf(pack, actor.division);
    case 'failSupervision':
      return state.supervisions
        .filter(({ id }) => id === command.supervisionId)
        .flatMap(({ target }) => inspectionsOver(pack, target));
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

/** The center of a city; matters go between jurisdictions by those (ZZ24, PY17). */
async function receiverAt(deps: TicketDeps, division: string): Promise<Receiver | null> {
  if (!isDivisionCode(division) || divisionLevel(division) !== 'CITY') return null;
  const pack = packFor(division, deps.packs);
  if (!pack) return null;
  const units = await deps.organizations.units(centerCandidates(pack, division));
  return { pack, division, center: centerAt(pack, division, units) };
}

const NO_OTHER_SIDE = { receiver: null, receipt: null } as const;

/** Who is on the other side of a transfer, and the dossier both sign where it is answered, or have signed and one of them redacts. */
async function otherSide(deps: TicketDeps, { state, command }: Decided, now: Date) {
  if (command.type === 'redactTicket') {
    const receipts = redactedReceipts(deps, state, { redaction: command, now });
    return { ...NO_OTHER_SIDE, redactedReceipts: receipts, asking: askingFor(deps, state, command) };
  }
  if (command.type === 'acceptRedactionRequest' || command.type === 'declineRedactionRequest') {
    const request = state.redactionRequests.find(({ id }) => id === command.requestId);
    if (!request) return NO_OTHER_SIDE;
    const receiver = await receiverAt(deps, request.division);
    return { receiver, receipt: null, answer: signedAnswer(deps, state, { request, answer: command.type, now }) };
  }
  if (command.type === 'transferOut') return { receiver: await receiverAt(deps, command.division), receipt: null };
  if (command.type !== 'acceptTransfer' && command.type !== 'declineTransfer') return NO_OTHER_SIDE;
  const transfer: Transfer | undefined = state.transfers.find(({ id }) => id === command.transferId);
  if (!transfer) return NO_OTHER_SIDE;
  const [receiver, receipt] = await Promise.all([
    receiverAt(deps, transfer.division),
    transferReceipt(deps, state, { transfer, answer: command.type, now }),
  ]);
  return { receiver, receipt };
}

type Decided = { readonly state: TicketState; readonly command: TicketCommand };

/** Grids beside a ticket's place; none where the place has no point. */
export const neighboursOf = (
  { gridMap }: Pick<TicketDeps, 'gridMap'>,
  { place: { point }, gridId }: Pick<TicketState, 'place' | 'gridId'>,
  pack: Pack,
) =>
  point === null ? [] : gridMap.near(point, pack.limits.caps.border.radiusMeters).filter(({ id }) => id !== gridId);

/** Reads what the decision rests on; at most one command to the database each for organizations and lists. */
export async function circumstancesFor(
  deps: TicketDeps,
  { state, command }: Decided,
  moment: Moment,
): Promise<Circumstances> {
  const own = packOf(deps, state.jurisdiction);
  const [units, items, [plan = null], other, files, standard, exceptions, cutFrom, there] = await Promise.all([
    deps.organizations.units(unitsNamed(command, { pack: own, state, actor: moment.actor, grid: moment.grid })),
    NEEDS_ITEMS.has(command.type) ? deps.itemLists.inForce(own, state.areas, moment.now) : new Map(),
    deps.plans.inForce(own.code, state.areas, moment.now),
    command.type === 'mergeTicket' ? otherTicket(deps, moment.scope, command.into) : null,
    givenFiles(deps, fileIdsIn('evidence' in command ? command : {}), { scope: moment.scope, ticketId: state.id }),
    command.type === 'acceptTicket' && command.conditionId
      ? deps.standards.inForce(own.code, state.areas, moment.now)
      : null,
    deps.exceptions.byId(own.code, exceptionsNamed(command)),
    earlierPart(deps, { state, command }, own),
    otherSide(deps, { state, command }, moment.now),
  ]);
  const pack = packUnder(own, plan);
  const salt = randomBytes(16).toString('hex');
  const neighbours = command.type === 'handOverAtBorder' ? neighboursOf(deps, state, own) : [];
  const known = {
    pack,
    plan,
    calendar: deps.calendarOf(own),
    units,
    items,
    other,
    files,
    standard,
    exceptions,
    cutFrom,
  };
  return { ...moment, salt, neighbours, ...known, ...there };
}
