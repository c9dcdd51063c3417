import type { DeliberationDetail, DeliberationSnapshot } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { DeliberationVerb } from '../../deliberation/domain/announcement.ts';
import type { Finders, ToldOf } from './addressing.ts';
import { type Desk, organizationDesk, staffDesk } from './desk.ts';

/** Whom an event of a deliberation can be for; residents are called by the hosts. */
export type DeliberationAddressee =
  /** All bodies that are invited, or came. */
  | 'INVITED'
  /** The bodies invited just now. */
  | 'INVITED_NOW'
  /** The staff of its grid, and whoever else is invited as staff. */
  | 'STAFF'
  /** Whoever was invited as staff just now. */
  | 'STAFF_NOW'
  /** Bodies that have a suggestion or ticket in hand that the agenda takes up. */
  | 'CONCERNED'
  /** Likewise, of the items that the event is about. */
  | 'CONCERNED_NOW';

/** People invited as staff, up to an event and by it. Events hold no persons: they are looked up. */
export type InvitedStaff = { readonly all: readonly string[]; readonly now: readonly string[] };

export type DeliberationMatter = {
  readonly deliberation: DeliberationSnapshot;
  readonly detail: DeliberationDetail;
  readonly staff: InvitedStaff;
  readonly pack: Pack;
};

const desks = ({ pack }: DeliberationMatter, organizations: readonly string[] = []): readonly Desk[] =>
  organizations.map((organization) => organizationDesk(pack, organization));

export const DELIBERATION_FINDERS: Finders<DeliberationAddressee, DeliberationMatter> = {
  INVITED: (matter) => desks(matter, matter.deliberation.bodies),
  INVITED_NOW: (matter) => desks(matter, matter.detail.bodies),
  STAFF: ({ deliberation: { gridId }, staff }) => staffDesk(gridId, staff.all),
  STAFF_NOW: ({ staff }) => staffDesk(undefined, staff.now),
  CONCERNED: (matter) => matter.deliberation.items.flatMap(({ bodies }) => desks(matter, bodies)),
  CONCERNED_NOW: (matter) =>
    matter.deliberation.items
      .filter(({ id }) => matter.detail.items?.includes(id))
      .flatMap(({ bodies }) => desks(matter, bodies)),
};

const ALL: readonly DeliberationAddressee[] = ['INVITED', 'STAFF', 'CONCERNED'];

/** Who is told of what. A new verb does not compile until it is placed here. */
export const DELIBERATION_AUDIENCES: Readonly<Record<DeliberationVerb, ToldOf<DeliberationAddressee>>> = {
  convened: { kind: 'WORK', tell: ALL },
  'agenda-extended': { kind: 'PROGRESS', tell: ['INVITED', 'STAFF', 'CONCERNED_NOW'] },
  invited: { kind: 'WORK', tell: ['INVITED_NOW', 'STAFF_NOW'] },
  postponed: { kind: 'WORK', tell: ALL },
  cancelled: { kind: 'OUTCOME', tell: ALL },
  // Who was invited is there, or knows why not.
  opened: { kind: 'PROGRESS', tell: ['CONCERNED'] },
  resolved: { kind: 'PROGRESS', tell: ['CONCERNED_NOW'] },
  published: { kind: 'OUTCOME', tell: ALL },
};
