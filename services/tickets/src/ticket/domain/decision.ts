import type { Severity, TicketVerb } from '@gridlink/contracts';
import type { Pack, WorkingCalendar } from '@gridlink/jurisdiction';
import type { ListException } from '../../exception/domain/list-exception.ts';
import type { PublishedPlan } from '../../mode-plan/domain/mode-plan.ts';
import type { Standard } from '../../standard/domain/standard.ts';
import type { Actor } from './actor.ts';
import type { Change, GridPlace } from './change.ts';
import type { CommandName, CommandOf } from './commands.ts';
import type { GivenFiles } from './evidence.ts';
import type { OtherTicket } from './merging.ts';
import type { TransferReceipt } from './parts.ts';
import type { Refusal } from './refusal.ts';
import type { Evidence, Fact, TicketState } from './ticket.ts';
import type { Receiver } from './transfer.ts';

/** An organization as far as a ticket cares. */
export type Unit = {
  readonly code: string;
  readonly function: string;
  readonly division: string;
  readonly areas: readonly string[];
  readonly active: boolean;
};

/** A row of the item list in force, with the citation that put it there. */
export type ListedItem = {
  readonly code: string;
  /** Id in the grid service; null while no list has been published and the pack's own is in force. */
  readonly id: string | null;
  readonly title: string;
  readonly responsibility: 'PRIMARY' | 'ASSIST';
  readonly severity: Severity;
  readonly leadFunction: string;
  readonly guidingFunction: string;
  readonly article: string | null;
};

/** All a decision rests on besides the ticket: no clock, no database, no random. */
export type Circumstances = {
  readonly pack: Pack;
  readonly calendar: WorkingCalendar;
  readonly actor: Actor;
  /** When the command arrived. */
  readonly now: Date;
  /** When it was made, for what was done without a network. */
  readonly madeAt: Date;
  readonly idempotencyKey: string | null;
  /** Drawn anew for each command: the seals of its texts are made with it, and it is kept nowhere. */
  readonly salt: string;
  /** Organizations the command or the ticket names. */
  readonly units: ReadonlyMap<string, Unit>;
  /** Items of the list in force, by code: the ones the command or the ticket names. */
  readonly items: ReadonlyMap<string, ListedItem>;
  /** Signed exceptions that the command names, by id. */
  readonly exceptions?: ReadonlyMap<string, ListException>;
  /** The handling standards in force where the ticket is; null where there are none. */
  readonly standard?: Standard | null;
  /** Grids that have an edge near the ticket's place. */
  readonly neighbours: readonly GridPlace[];
  /** The ticket a command would merge this one into. */
  readonly other: OtherTicket | null;
  /** Code of an earlier ticket of the same hands that this one may have been cut from; looked for where the item is chosen. */
  readonly cutFrom?: string | null;
  /** The plan of a mode that holds where the ticket lies; `pack` is the pack under it. */
  readonly plan?: PublishedPlan | null;
  /** Files that the command names as evidence, by id. */
  readonly files: GivenFiles;
  /** The other side of a transfer. */
  readonly receiver: Receiver | null;
  /** The dossier as both sides sign it, made for the command that answers an offer. */
  readonly receipt: TransferReceipt | null;
  /** Dossiers signed with another jurisdiction, by their transfers, without what the command redacts; only those that held something of it. */
  readonly redactedReceipts?: ReadonlyMap<string, TransferReceipt>;
  /** What of a redaction the other sides of transfers have as well, encrypted, by their transfers: they are asked to redact it too. */
  readonly asking?: ReadonlyMap<string, string>;
  /** The answer to such a request as the side that is asked signs it. */
  readonly answer?: string | null;
  /** The grid of the command's choice, or of the ticket's point. */
  readonly grid: GridPlace | null;
};

export type Situation<C extends CommandName = CommandName> = Circumstances & {
  readonly state: TicketState;
  readonly command: CommandOf<C>;
};

/** What follows from a command: facts, what the timeline says of it, and the event others hear. */
export type Effect = {
  readonly changes: readonly Change[];
  readonly reason?: string;
  readonly words?: string | null;
  readonly evidence?: readonly Evidence[];
  readonly private?: boolean;
  readonly facts?: { readonly [key: string]: Fact };
  readonly announcements: readonly Announcement[];
};

export type Guard<C extends CommandName> = (situation: Situation<C>) => Refusal | null;
export type Consequence<C extends CommandName> = (situation: Situation<C>) => Effect;

/** An event another service hears; its data is made of the state after the whole decision. */
export type Announcement = { readonly verb: TicketVerb; readonly detail: { readonly [key: string]: Fact } };

export type Decision =
  | { readonly kind: 'DECIDED'; readonly state: TicketState; readonly announcements: readonly Announcement[] }
  | { readonly kind: 'REFUSED'; readonly refusal: Refusal };
