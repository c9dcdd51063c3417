import type { TicketSnapshot } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import { divisionAbove } from '../../ticket/domain/acceptance.ts';
import { divisionOf } from '../../ticket/domain/centers.ts';
import { desksAmong, type Finders, type ToldOf } from './addressing.ts';
import { centerDesk, type Desk, gridDesk, organizationDesk } from './desk.ts';

/** Whom an event can be for, by how they stand to the ticket. */
export type Addressee =
  /** The center that holds it. */
  | 'HOLDER'
  /** The center above the holder. */
  | 'SUPERIOR'
  /** The center that verifies: the one above, where the holder's own bodies handled it. */
  | 'CHECKER'
  /** All units that take part, their grid's staff where these do the work. */
  | 'UNITS'
  /** The unit that leads. */
  | 'LEAD'
  /** The staff of the ticket's grid. */
  | 'GRID'
  /** Holder, units, who handed it in, who is asked in a consultation, who inspects it. */
  | 'CONCERNED'
  /** The unit the event is about. */
  | 'NAMED'
  /** The same, where it is at work on the ticket and so the one who acted. */
  | 'DOER'
  /** Whoever watches over the unit the event is about: the holder, or its superior where the holder itself is meant. */
  | 'OVER_NAMED'
  /** Who was called, invited, alarmed, joined; who closed it last. */
  | 'CALLED'
  | 'INVITED'
  | 'ALARMED'
  | 'MEMBERS'
  | 'LAST_UNITS'
  /** The grid whose staff are to look. */
  | 'CHECKED_GRID'
  /** Where the ticket, a body's work or a dossier goes. */
  | 'RECEIVER'
  /** Who is under supervision, and who ordered it. */
  | 'TARGET'
  | 'ORDERED_BY'
  /** The center that reviews an appeal. */
  | 'REVIEWER';

/** An event of a ticket, as others hear it. */
export type Matter = {
  readonly ticket: TicketSnapshot;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly pack: Pack;
};

type Participant = TicketSnapshot['units'][number];

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

const named = ({ detail, pack }: Matter, field: string): readonly Desk[] =>
  texts(detail[field]).map((organization) => organizationDesk(pack, organization));

const deskOf = ({ pack }: Matter, { gridId, organization }: Participant): Desk =>
  gridId === undefined ? organizationDesk(pack, organization) : gridDesk(gridId);

const takingPart = (matter: Matter, part?: Participant['part']): readonly Desk[] =>
  matter.ticket.units.filter((unit) => part === undefined || unit.part === part).map((unit) => deskOf(matter, unit));

const holder = ({ ticket, pack }: Matter): Desk => organizationDesk(pack, ticket.holder);

function superior({ ticket, pack }: Matter): readonly Desk[] {
  const division = divisionAbove(pack, ticket.holder);
  return division === null ? [] : [centerDesk(division)];
}

/** The desks at which the named unit is at work; none where it takes no part any more. */
const doers = (matter: Matter): readonly Desk[] =>
  matter.ticket.units
    .filter(({ organization }) => texts(matter.detail.unit).includes(organization))
    .map((unit) => deskOf(matter, unit));

function namedUnit(matter: Matter): readonly Desk[] {
  const atWork = doers(matter);
  return atWork.length > 0 ? atWork : named(matter, 'unit');
}

function checker(matter: Matter): readonly Desk[] {
  const own = divisionOf(matter.ticket.holder);
  const handledByHolder = matter.ticket.units.some(({ organization }) => divisionOf(organization) === own);
  const above = superior(matter);
  return handledByHolder && above.length > 0 ? above : [holder(matter)];
}

function called(matter: Matter): readonly Desk[] {
  const { units } = matter.detail;
  const organizations = (Array.isArray(units) ? units : []).flatMap((unit: unknown) =>
    texts((unit as { unit?: unknown } | null)?.unit),
  );
  return organizations.map((organization) => organizationDesk(matter.pack, organization));
}

const FINDERS: Finders<Addressee, Matter> = {
  HOLDER: (matter) => [holder(matter)],
  SUPERIOR: superior,
  CHECKER: checker,
  UNITS: (matter) => takingPart(matter),
  LEAD: (matter) => takingPart(matter, 'LEAD'),
  GRID: ({ ticket: { gridId } }) => (gridId === undefined ? [] : [gridDesk(gridId)]),
  CONCERNED: (matter) => [
    holder(matter),
    ...takingPart(matter),
    ...(matter.ticket.concerns ?? []).map((organization) => organizationDesk(matter.pack, organization)),
  ],
  NAMED: namedUnit,
  DOER: doers,
  OVER_NAMED: (matter) => (matter.detail.unit === matter.ticket.holder ? superior(matter) : [holder(matter)]),
  CALLED: called,
  INVITED: (matter) => named(matter, 'invited'),
  ALARMED: (matter) => named(matter, 'alarmed'),
  MEMBERS: (matter) => named(matter, 'members'),
  LAST_UNITS: (matter) => named(matter, 'lastUnits'),
  CHECKED_GRID: ({ detail }) => texts(detail.gridId).map(gridDesk),
  RECEIVER: (matter) => named(matter, 'to'),
  TARGET: (matter) => named(matter, 'target'),
  ORDERED_BY: (matter) => named(matter, 'orderedBy'),
  REVIEWER: (matter) => named(matter, 'reviewer'),
};

/** The desks of an audience of a ticket's event. */
export const desksOf = (matter: Matter, audience: Omit<ToldOf<Addressee>, 'kind'>): readonly Desk[] =>
  desksAmong(FINDERS, matter, audience);
