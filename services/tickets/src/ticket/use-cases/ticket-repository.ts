import type { TicketStage } from '@gridlink/contracts';
import type { PageRequest, ReadFields, Scope } from '@gridlink/subgraph-kit';
import type { CountedStore } from '../../figures/use-cases/counted-store.ts';
import type { LedTicket } from '../../rehearsal/domain/past-lead.ts';
import type { Announcement } from '../domain/decision.ts';
import type { TicketState, TimelineEntry } from '../domain/ticket.ts';
import type { TicketSource } from '../domain/vocabulary.ts';

/** A ticket read to be changed; `version` and `sequence` guard the write. */
export type StoredTicket = { readonly state: TicketState; readonly version: number; readonly sequence: number };

/** A ticket read to be shown; its timeline, which may be long, is read apart. Where fields were named, the others are absent. */
export type TicketRow = Omit<TicketState, 'timeline'> & {
  readonly version: number;
  readonly late: boolean;
  readonly dueAt: Date | null;
};

export type WriteMark = { readonly now: Date; readonly traceparent: string | undefined };

/** A new ticket with what is stored beside its state. */
export type NewTicket = {
  readonly state: TicketState;
  readonly announcements: readonly Announcement[];
  readonly externalKey: string | null;
  readonly queryCodeHash: string;
  /** Number that the query code was given out with, where that is another one. */
  readonly queryCodeOf?: string;
};

export type InsertOutcome = 'STORED' | 'CODE_TAKEN' | 'SEEN_BEFORE';

export type TicketFilter = {
  readonly stage?: TicketStage | undefined;
  readonly division?: string | undefined;
  readonly unit?: string | undefined;
  readonly gridId?: string | undefined;
  readonly late?: boolean | undefined;
  readonly supervised?: boolean | undefined;
  readonly source?: TicketSource | undefined;
  readonly itemCode?: string | undefined;
  readonly text?: string | undefined;
  readonly reportedFrom?: Date | undefined;
  readonly reportedTo?: Date | undefined;
};

export type TicketList = {
  readonly filter: TicketFilter;
  readonly oldestFirst: boolean;
  readonly page: PageRequest;
  readonly fields?: ReadFields;
};

export type Totals = { readonly stage: TicketStage; readonly count: number };

export type GridTotals = { readonly gridId: string; readonly totals: readonly Totals[]; readonly late: number };

export type TicketKey = { readonly id: string } | { readonly code: string };

export type HeadsAsked = {
  readonly jurisdiction: string;
  readonly day: string;
  readonly until: Date;
  readonly after: string;
  readonly limit: number;
};

export type HeadOfDay = { readonly id: string; readonly sequence: number; readonly hash: string };

export type TicketRepository = CountedStore<StoredTicket> & {
  insert(ticket: NewTicket, mark: WriteMark): Promise<InsertOutcome>;
  insertMany(tickets: readonly NewTicket[], mark: WriteMark): Promise<readonly InsertOutcome[]>;
  load(scope: Scope, key: TicketKey): Promise<StoredTicket | null>;
  /** One guarded write; MOVED when somebody else was first. */
  save(
    stored: StoredTicket,
    next: { readonly state: TicketState; readonly announcements: readonly Announcement[] },
    mark: WriteMark,
  ): Promise<'STORED' | 'MOVED'>;
  /** Lets an open ticket's version move on, so that whoever has read it and means to end it reads it again; false where none is open. */
  moveOn(scope: Scope, code: string): Promise<boolean>;
  findByExternalKey(scope: Scope, externalKeys: readonly string[]): Promise<ReadonlyMap<string, TicketRow>>;
  /** A ticket by number with the hash of its query code. */
  findByNumber(
    scope: Scope,
    code: string,
  ): Promise<{ readonly stored: StoredTicket; readonly queryCodeHash: string; readonly queryCodeOf: string } | null>;
  rowsById(scope: Scope, ids: readonly string[], fields?: ReadFields): Promise<readonly TicketRow[]>;
  rowsByCode(scope: Scope, codes: readonly string[], fields?: ReadFields): Promise<readonly TicketRow[]>;
  /** What came of suggestions or deliberations, by their ids; in the order of the agenda. */
  rowsByOrigin(scope: Scope, origins: readonly string[], fields?: ReadFields): Promise<readonly TicketRow[]>;
  /** One row more than the page wants, when there is one. */
  list(scope: Scope, list: TicketList): Promise<readonly TicketRow[]>;
  /** What waits for any of the given tokens, soonest due first. */
  waitingFor(
    scope: Scope,
    tokens: readonly string[],
    queue: PageRequest & { readonly fields?: ReadFields },
  ): Promise<readonly TicketRow[]>;
  /** What other jurisdictions offer to a city, whole, the oldest report first; one more than the page wants. */
  offeredTo(scope: Scope, division: string, page: PageRequest): Promise<readonly StoredTicket[]>;
  /** What other jurisdictions ask a city to redact, whole, the oldest request first; one more than the page wants. */
  askedToRedact(scope: Scope, division: string, page: PageRequest): Promise<readonly StoredTicket[]>;
  /** Claims a ticket of which something is still to be done on the other side, until `until`. */
  claimHandOver(scope: Scope, now: Date, until: Date): Promise<StoredTicket | null>;
  countHandOvers(scope: Scope, now: Date, most: number): Promise<number>;
  countByStage(scope: Scope, filter: TicketFilter): Promise<readonly Totals[]>;
  /** Counts of each grid by stage, and how many are late. */
  totalsOfGrids(scope: Scope, gridIds: readonly string[]): Promise<readonly GridTotals[]>;
  timelines(
    scope: Scope,
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly timeline: readonly TimelineEntry[] }[]>;
  /** Where timelines that grew on a day ended at its end, by ticket id. */
  headsOfDay(scope: Scope, asked: HeadsAsked): Promise<readonly HeadOfDay[]>;
  /** Open tickets in any of these cells, newest first, at most a hundred for each ticket they are asked for. */
  alike(
    scope: Scope,
    cells: readonly string[],
    window: { readonly since: Date; readonly until: Date; readonly tickets: number },
  ): Promise<readonly TicketRow[]>;
  /** Tickets handed in in any of these cells, open or not, newest first, at most a hundred. */
  handedIn(
    scope: Scope,
    cells: readonly string[],
    window: { readonly since: Date; readonly until: Date },
  ): Promise<readonly TicketRow[]>;
  /** Which of these contents are evidence of tickets of the jurisdiction, one of them left out. */
  digestsInUse(
    scope: Scope,
    asked: { readonly jurisdiction: string; readonly digests: readonly string[]; readonly except: string | null },
  ): Promise<ReadonlySet<string>>;
  /** Tickets that have any of these files, with all they have, one ticket left out; a hundred at most. */
  holdersOf(
    scope: Scope,
    files: readonly string[],
    except: string | null,
  ): Promise<readonly { readonly code: string; readonly files: ReadonlySet<string> }[]>;
  /** A ticket that has a file as evidence: of what everybody reads who sees it, or only of its internal notes. */
  withFile(scope: Scope, fileId: string, where: 'OPEN' | 'PRIVATE'): Promise<TicketRow | null>;
  /** What was merged into tickets, newest first, at most a hundred for each. */
  mergedInto(scope: Scope, codes: readonly string[]): Promise<readonly TicketRow[]>;
  /** Ids of the open tickets of a jurisdiction, or of an area of it, in their order. */
  openIds(
    scope: Scope,
    place: { readonly jurisdiction: string; readonly area: string | null },
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly string[]>;
  /** Tickets of a jurisdiction that have a point and no grid, by id. */
  unlocated(
    scope: Scope,
    jurisdiction: string,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly TicketRow[]>;
  /** Deadlines of closed tickets reported in a time, the oldest first, at most `most`. */
  closedDeadlines(
    scope: Scope,
    time: { readonly from: Date; readonly to: Date },
    most: number,
  ): Promise<readonly Pick<TicketState, 'deadlines'>[]>;
  /** What tickets reported in a time were led by, the oldest first, at most `most`; streamed, whatever became of them. */
  ledTickets(
    scope: Scope,
    time: { readonly from: Date; readonly to: Date },
    most: number,
  ): AsyncIterable<LedTicket & Pick<TicketState, 'reportedAt'>>;
  /** How many assignments were given under each exception, by its id. */
  exceptionUses(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Claims a batch of tickets whose alarms are due until `until`; others do not see them till then. Empty when none is due. */
  claimDue(scope: Scope, now: Date, until: Date): Promise<readonly StoredTicket[]>;
  /** How many alarms are due and not claimed, at most `most`. */
  countDue(scope: Scope, now: Date, most: number): Promise<number>;
};
