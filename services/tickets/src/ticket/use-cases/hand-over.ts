import { randomBytes, randomUUID } from 'node:crypto';
import { areasOf } from '@gridlink/contracts';
import { packFor } from '@gridlink/jurisdiction';
import { systemScope } from '@gridlink/subgraph-kit';
import { SYSTEM_ACTOR } from '../domain/actor.ts';
import type { GridPlace } from '../domain/change.ts';
import { openTicket } from '../domain/open-ticket.ts';
import type { Transfer } from '../domain/parts.ts';
import type { Reporter, TicketState } from '../domain/ticket.ts';
import { takenOver } from '../domain/transfer.ts';
import { packOf, type TicketDeps } from './deps.ts';
import { performCommand } from './perform-command.ts';
import { newTicketCode, topicsOf } from './prepare-report.ts';
import type { NewTicket, StoredTicket, WriteMark } from './ticket-repository.ts';

const SCOPE = systemScope('a ticket that was taken over goes on in the other jurisdiction');
const ATTEMPTS = 5;

/** One ticket there for one transfer here, however often and by however many it is opened. */
const keyOf = ({ id }: TicketState, transfer: Transfer): string =>
  `${transfer.jurisdiction}|transfer|${id}|${transfer.id}`;

/**
 * Opens the ticket in the jurisdiction that took it over and notes its number here. Two writes, each done once: whoever dies between them,
 * the next one finds the ticket there by its key and goes on.
 * @returns the number of the ticket there, or null where there is nothing to hand over
 */
export async function handOver(deps: TicketDeps, { state }: StoredTicket, mark: WriteMark): Promise<string | null> {
  const transfer = takenOver(state);
  if (!transfer) return null;
  if (transfer.otherCode !== null) return transfer.otherCode;
  const code = (await codeThere(deps, state, transfer)) ?? (await openThere(deps, { state, transfer }, mark));
  const command = { type: 'completeTransfer', transferId: transfer.id, code } as const;
  await performCommand(deps, { scope: SCOPE, key: { id: state.id }, command, actor: SYSTEM_ACTOR, mark });
  return code;
}

/** Number of the ticket that a transfer was opened as. */
export async function codeThere(deps: TicketDeps, state: TicketState, transfer: Transfer): Promise<string | undefined> {
  const key = keyOf(state, transfer);
  return (await deps.tickets.findByExternalKey(SCOPE, [key])).get(key)?.code;
}

type Handed = { readonly state: TicketState; readonly transfer: Transfer };

async function openThere(deps: TicketDeps, handed: Handed, mark: WriteMark): Promise<string> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const ticket = await ticketThere(deps, handed, mark.now);
    const outcome = await deps.tickets.insert(ticket, mark);
    if (outcome === 'STORED') return ticket.state.code;
    const known = outcome === 'SEEN_BEFORE' ? await codeThere(deps, handed.state, handed.transfer) : undefined;
    if (known !== undefined) return known;
  }
  throw new Error(`no free ticket number in ${ATTEMPTS} attempts`);
}

/** The contact goes along, sealed for the new ticket: it opens for no other. */
function reporterThere({ contactSeal }: TicketDeps, { id, reporter }: TicketState, newId: string): Reporter {
  const { sealedContact } = reporter;
  if (sealedContact === null) return reporter;
  return { ...reporter, sealedContact: contactSeal.seal(newId, contactSeal.open(id, sealedContact)) };
}

/** The receiver's own grid at that place, where it has one. */
function gridThere({ gridMap, packs }: TicketDeps, { place }: TicketState, jurisdiction: string): GridPlace | null {
  const grid = place.point === null ? null : gridMap.locate(place.point);
  return grid !== null && packFor(grid.division, packs)?.code === jurisdiction ? grid : null;
}

async function ticketThere(deps: TicketDeps, { state, transfer }: Handed, now: Date): Promise<NewTicket> {
  const pack = packOf(deps, transfer.jurisdiction);
  const grid = gridThere(deps, state, pack.code);
  const division = grid?.division ?? transfer.division;
  const id = randomUUID();
  const { title, text, place, severity, foundAt, topic, code: codeHere, jurisdiction } = state;
  const known = await deps.tickets.findByNumber(SCOPE, codeHere);
  if (!known) throw new Error(`ticket ${codeHere} is gone`);
  const report = {
    id,
    code: newTicketCode(division, now),
    division,
    areas: grid?.areas ?? areasOf(division),
    grid,
    holder: transfer.to,
    // The law names superiors and other regions in one breath (ZZ24).
    source: 'SUPERIOR' as const,
    channel: null,
    title,
    text,
    place,
    topic: topic !== null && topicsOf(pack).includes(topic) ? topic : null,
    item: null,
    severity,
    reporter: reporterThere(deps, state, id),
    foundAt,
    evidence: state.timeline[0]?.evidence ?? [],
    transfer: {
      ...transfer,
      id: 'x1',
      direction: 'IN' as const,
      jurisdiction,
      division: state.division,
      otherCode: codeHere,
    },
  };
  const opening = {
    pack,
    calendar: deps.calendarOf(pack),
    actor: SYSTEM_ACTOR,
    now,
    madeAt: now,
    idempotencyKey: null,
    salt: randomBytes(16).toString('hex'),
  };
  return {
    ...openTicket(report, opening),
    externalKey: keyOf(state, transfer),
    queryCodeHash: known.queryCodeHash,
    queryCodeOf: known.queryCodeOf,
  };
}
