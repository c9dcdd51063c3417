import { type Caller, divisionLevel, liesIn } from '@gridlink/contracts';
import {
  isInvited,
  mayDeliberation,
  mayInstruction,
  mayMatter,
  maySuggestion,
  mayTicket,
  seesTicket,
} from './matters.ts';
import { inArea, isOrganization, type Reach, reachOf, sameJurisdiction } from './reach.ts';
import type { Stored, StoredShare } from './stored.ts';

/** An object of an answer, by its type and whatever of it was selected. */
export type Shown = Readonly<Record<string, unknown>> & { readonly __typename: string };

type Judge = (stored: Stored, reach: Reach, shown: Shown) => boolean;

const idOf = ({ id }: Shown): string => String(id);

/** Fields of a person's file; a name alone is published with the post. */
const FILE_FIELDS = [
  'division',
  'birthDate',
  'nationality',
  'education',
  'health',
  'employment',
  'backgrounds',
  'vetting',
  'idNumberMasked',
  'registeredAt',
  'phone',
  'reveals',
] as const;
const isThere = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;

const seesShare = (reach: Reach, share: StoredShare): boolean =>
  inArea(reach, share) || (sameJurisdiction(reach, share) && isOrganization(reach, [share.owner, share.grantee]));

function person(stored: Stored, reach: Reach, shown: Shown): boolean {
  const found = stored.persons.get(idOf(shown));
  if (!found) return false;
  // One's own file is always whole.
  if (reach.person === found._id) return true;
  const posts = [...stored.posts.values()].filter(({ personId, active }) => personId === found._id && active);
  const worksWith =
    sameJurisdiction(reach, found) &&
    posts.some(
      ({ gridId, organization }) =>
        (gridId !== null && reach.grids.includes(gridId)) || isOrganization(reach, [organization]),
    );
  if (inArea(reach, found) || worksWith) return true;
  if (FILE_FIELDS.some((field) => isThere(shown[field]))) return false;
  if (reach.jurisdiction === undefined) return posts.some(({ gridId }) => gridId !== null);
  return sameJurisdiction(reach, found) && posts.length > 0;
}

function appointment(stored: Stored, reach: Reach, shown: Shown): boolean {
  const post = stored.posts.get(idOf(shown));
  if (!post) return false;
  if (reach.everything) return true;
  if (reach.jurisdiction === undefined) return post.active && post.gridId !== null;
  return sameJurisdiction(reach, post) && (post.active || inArea(reach, post));
}

function grid(stored: Stored, reach: Reach, shown: Shown): boolean {
  const found = stored.grids.get(idOf(shown));
  if (!found) return false;
  if (found.status === 'DRAFT') return inArea(reach, found);
  return reach.jurisdiction === undefined || sameJurisdiction(reach, found);
}

function sharedRecord(stored: Stored, reach: Reach, shown: Shown): boolean {
  const row = stored.records.get(idOf(shown));
  if (!row || !sameJurisdiction(reach, row)) return false;
  const flowsBack = row.grid !== undefined && reach.grids.includes(row.grid);
  if (flowsBack && stored.resources.get(row.resource)?.returnsToGrid === true) return true;
  return [...stored.shares.values()].some(
    ({ resource, grantee, status }) =>
      resource === row.resource && status === 'GRANTED' && isOrganization(reach, [grantee]),
  );
}

const isWhole = (area: string | undefined): boolean =>
  area !== undefined && ['PROVINCE', 'CITY'].includes(divisionLevel(area));

const auditEntry: Judge = (stored, reach, { sequence }) => {
  const line = stored.audit.get(`${reach.jurisdiction}|${sequence}`);
  if (line === undefined) return false;
  // What concerns no place is for whoever audits the whole jurisdiction.
  return line.areas.length === 0 ? isWhole(reach.area) : inArea(reach, line);
};

/** Every type that has an owner or a place, with who may see it. */
export const JUDGES: Readonly<Record<string, Judge>> = {
  Account: (stored, reach, shown) => {
    const account = stored.accounts.get(idOf(shown));
    return idOf(shown) === reach.subject || (account !== undefined && inArea(reach, account));
  },
  Appointment: appointment,
  AuditEntry: auditEntry,
  DataResource: (stored, reach, shown) => {
    const resource = stored.resources.get(idOf(shown));
    return resource !== undefined && sameJurisdiction(reach, resource);
  },
  Deliberation: (stored, reach, shown) => mayDeliberation(stored, reach, idOf(shown)),
  Feed: (stored, reach, { organizationCode }) => {
    const feed = stored.feeds.get(String(organizationCode));
    return feed !== undefined && (inArea(reach, feed) || isOrganization(reach, [feed._id]));
  },
  // What a number counts: a ticket, a suggestion, a meeting, or an item of one by the meeting and its own id.
  FigureEntry: (stored, reach, shown) => {
    const [id = ''] = idOf(shown).split('|');
    return mayTicket(stored, reach, id) || maySuggestion(stored, reach, id) || mayDeliberation(stored, reach, id);
  },
  Grant: (stored, reach, shown) => {
    const share = stored.shares.get(idOf(shown));
    return share !== undefined && seesShare(reach, share);
  },
  Grid: grid,
  Instruction: (stored, reach, shown) => mayInstruction(stored, reach, idOf(shown)),
  // Nobody there has taken a list but who asks.
  ListExport: (_stored, reach, { by }) => by === reach.subject,
  // What is published is an order to everybody of the jurisdiction.
  ModePlan: (stored, reach, shown) => {
    const plan = stored.plans.get(idOf(shown));
    if (!plan) return false;
    return inArea(reach, plan) || (plan.state === 'PUBLISHED' && sameJurisdiction(reach, plan));
  },
  Organization: (stored, reach, shown) => {
    const found = stored.organizations.get(String(shown.code));
    return found !== undefined && (reach.jurisdiction === undefined || sameJurisdiction(reach, found));
  },
  Notification: (stored, reach, { code, organization }) => {
    if (code === null) return isOrganization(reach, [(organization as { code: string } | null)?.code ?? null]);
    return mayMatter(stored, reach, String(code)) || isInvited(stored, reach, String(code));
  },
  Person: person,
  Program: (stored, reach, shown) => {
    const program = stored.programs.get(idOf(shown));
    if (!program) return false;
    return (
      inArea(reach, program) || (sameJurisdiction(reach, program) && isOrganization(reach, [program.organization]))
    );
  },
  SharedRecord: sharedRecord,
  ShareRequest: (stored, reach, shown) => {
    const share = stored.shares.get(idOf(shown));
    return share !== undefined && seesShare(reach, share);
  },
  StaffingGap: (stored, reach, { gridCode }) => {
    const found = stored.staffed.get(String(gridCode));
    return (
      found !== undefined &&
      (inArea(reach, found) || (sameJurisdiction(reach, found) && reach.grids.includes(found._id)))
    );
  },
  Suggestion: (stored, reach, shown) => maySuggestion(stored, reach, idOf(shown)),
  Ticket: (stored, reach, shown) => mayTicket(stored, reach, idOf(shown)),
  Webhook: (stored, reach, { organizationCode }) => {
    const owner = stored.organizations.get(String(organizationCode));
    return owner !== undefined && (inArea(reach, owner) || isOrganization(reach, [owner.code]));
  },
};

/** Fields an object is known by: they are selected with it, and alone they are no look at it. */
export const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  AuditEntry: ['sequence'],
  Feed: ['organizationCode'],
  Grid: ['id', 'code'],
  ListExport: ['id', 'by'],
  Notification: ['id', 'code'],
  Organization: ['code', 'id'],
  StaffingGap: ['gridCode'],
  Ticket: ['id', 'code'],
  Webhook: ['organizationCode'],
  DataResource: ['id', 'code'],
};
export const identityOf = (type: string): readonly string[] => IDENTITY[type] ?? ['id'];

const ownsResource = (stored: Stored, reach: Reach, id: unknown): boolean => {
  const resource = stored.resources.get(String(id));
  return resource !== undefined && sameJurisdiction(reach, resource) && isOrganization(reach, [resource.owner]);
};

type Asked = Readonly<Record<string, unknown>>;

type FiguresAsked = { readonly area?: string | null; readonly gridId?: string | null; readonly unit?: string | null };

/** An area that is named must lie in the caller's; where none is, the caller's own is meant. */
const mayArea = (reach: Reach, area: unknown): boolean =>
  reach.everything || (reach.area !== undefined && (!area || liesIn(String(area), reach.area)));

/** Of a grid or an area to whoever reaches it; of a unit's own work to the unit. */
const mayFigures = (stored: Stored, reach: Reach, { area, gridId, unit }: FiguresAsked): boolean => {
  if (gridId) {
    const found = stored.grids.get(gridId);
    return found !== undefined && (inArea(reach, found) || reach.grids.includes(gridId));
  }
  if (!area && reach.grids.length > 0) return true;
  return (
    mayArea(reach, area) || (reach.organization !== undefined && (unit ?? reach.organization) === reach.organization)
  );
};

/** Figures and rules of the caller's own territory: nobody has them who has none. */
const ofOwnTerritory = (_stored: Stored, reach: Reach): boolean => reach.area !== undefined;

/** Root fields whose rows say nothing of where they belong: there the arguments do. */
export const JUDGES_OF_FIELDS: Readonly<Record<string, (stored: Stored, reach: Reach, asked: Asked) => boolean>> = {
  auditExport: (_stored, reach) => isWhole(reach.area),
  deadlineExplanation: (stored, reach, { ticketId }) => mayTicket(stored, reach, String(ticketId)),
  deadlineRevision: ofOwnTerritory,
  deadlineRevisions: ofOwnTerritory,
  exceptionCounts: ofOwnTerritory,
  listExceptions: ofOwnTerritory,
  routesRehearsal: ofOwnTerritory,
  rulesRehearsal: ofOwnTerritory,
  recordHistory: (stored, reach, { resource }) => ownsResource(stored, reach, resource),
  refusedRows: (stored, reach, { resource }) => ownsResource(stored, reach, resource),
  feedEvents: (stored, reach, { organization }) => {
    const feed = stored.feeds.get(String(organization));
    return feed !== undefined && (inArea(reach, feed) || isOrganization(reach, [feed._id]));
  },
  figures: (stored, reach, { input }) => mayFigures(stored, reach, input as FiguresAsked),
  hotGrids: (_stored, reach, { area }) => mayArea(reach, area),
  openAges: (stored, reach, asked) => mayFigures(stored, reach, asked as FiguresAsked),
  periodReports: (_stored, reach, { area }) => mayArea(reach, area),
  // None is frozen where this is asked.
  periodReport: () => false,
  figureRebuild: (_stored, reach, { jurisdiction }) => sameJurisdiction(reach, { jurisdiction: String(jurisdiction) }),
  // Nobody here knows a query code.
  ticketByNumber: () => false,
  suggestionByNumber: () => false,
};

/** Tickets the caller may see, in one grid or everywhere: what a figure must not exceed. */
export const ticketsSeen = (stored: Stored, caller: Caller, gridId?: string): number => {
  const reach = reachOf(caller);
  return [...stored.tickets.values()].filter(
    (ticket) => (gridId === undefined || ticket.gridId === gridId) && seesTicket(reach, ticket),
  ).length;
};

/** True when the caller may see this much of this object. */
export const maySee = (stored: Stored, caller: Caller, shown: Shown): boolean =>
  JUDGES[shown.__typename]?.(stored, reachOf(caller), shown) ?? true;

/** Judged by the figures themselves, or the caller's own. */
const JUDGED_OTHERWISE: ReadonlySet<string> = new Set([
  'ticketCounts',
  'me',
  'notificationPreferences',
  'unreadNotifications',
]);

/** True when what a root field shows is held against the oracle: by its rows' type, by its arguments, or by its figures. */
export const isJudged = (field: string, rows: string): boolean =>
  field in JUDGES_OF_FIELDS || rows in JUDGES || JUDGED_OTHERWISE.has(field);
