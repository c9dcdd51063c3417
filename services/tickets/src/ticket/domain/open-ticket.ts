import type { Severity } from '@gridlink/contracts';
import { contentHash, saltFor } from '@gridlink/dossier';
import { bearsPlan, notePlan, planFact } from '../../mode-plan/domain/note-plan.ts';
import { SYSTEM_ACTOR } from './actor.ts';
import type { GridPlace } from './change.ts';
import type { Announcement, Circumstances } from './decision.ts';
import { announce, startStep } from './effects.ts';
import { doubts, fileFacts } from './evidence.ts';
import { evolveAll } from './evolve.ts';
import { NO_PARTS, type Transfer } from './parts.ts';
import type { Evidence, Fact, Place, Reporter, TicketItem, TicketOrigin, TicketState } from './ticket.ts';
import { appendEntry, keyMark } from './timeline.ts';
import type { ReportChannel, TicketSource } from './vocabulary.ts';

/** A report that has been checked: what a ticket begins with. */
export type Report = {
  readonly id: string;
  readonly code: string;
  readonly division: string;
  readonly areas: readonly string[];
  readonly grid: GridPlace | null;
  readonly holder: string;
  readonly source: TicketSource;
  readonly channel: ReportChannel | null;
  readonly title: string;
  readonly text: string;
  readonly place: Place;
  readonly topic: string | null;
  readonly item: TicketItem | null;
  readonly severity: Severity;
  readonly reporter: Reporter;
  readonly foundAt: Date | null;
  readonly evidence: readonly Evidence[];
  /** Where it was taken over from, with the dossier both sides signed. */
  readonly transfer?: Transfer;
  readonly origin?: TicketOrigin;
};

type Facts = { readonly [key: string]: Fact };

/** What binds a ticket to the one it was before, in another jurisdiction. */
const takenFrom = (transfer: Transfer | undefined): Facts =>
  transfer ? { transferredFrom: transfer.otherCode, dossier: transfer.receipt?.digest ?? null } : {};

const cameOf = (origin: TicketOrigin | undefined): Facts =>
  origin ? { origin: origin.code, ...(origin.part === null ? {} : { originPart: origin.part }) } : {};

type Opening = Pick<
  Circumstances,
  'pack' | 'calendar' | 'actor' | 'now' | 'madeAt' | 'idempotencyKey' | 'salt' | 'plan'
> & {
  /** Since when the law's time runs; since it was made, where nothing else is said. */
  readonly clockFrom?: Date;
};

/** The first state of a ticket, its accept clock running and its first entry written. */
export function openTicket(
  report: Report,
  opening: Opening,
): { readonly state: TicketState; readonly announcements: readonly Announcement[] } {
  const { actor, now, madeAt, idempotencyKey, pack, plan, salt } = opening;
  const { grid, evidence, transfer, ...given } = report;
  const contentSalt = saltFor(salt, 'content');
  // Binds the words themselves into the timeline's chain.
  const content = contentHash({ title: report.title, text: report.text, contentSalt });
  const blank: TicketState = {
    ...given,
    contentSalt,
    jurisdiction: pack.code,
    gridId: grid?.id ?? null,
    gridCode: grid?.code ?? null,
    stage: 'ACCEPTANCE',
    round: 1,
    condition: null,
    assignments: [],
    deadlines: [],
    ...NO_PARTS,
    transfers: transfer ? [transfer] : [],
    mergedInto: null,
    legalRoute: null,
    supervisions: [],
    referrals: [],
    feedback: null,
    falseClosures: 0,
    reportedAt: now,
    closedAt: null,
    timeline: [],
  };
  // The law's time runs since a channel had the report, not since it was handed over; no center can act on what waits in a phone.
  const clock = [startStep({ ...opening, now: opening.clockFrom ?? madeAt }, 'accept', blank)];
  const changes = plan ? notePlan(clock, { plan, pack, severity: report.severity }) : clock;
  const started = evolveAll(blank, changes);
  const { subject, organization, person, roles } = actor;
  const first = {
    command: 'reportTicket',
    at: madeAt,
    arrivedAt: now,
    actor: { subject, organization, person, role: roles[0] ?? SYSTEM_ACTOR.kind },
    stageBefore: null,
    stageAfter: 'ACCEPTANCE',
    reason: null,
    words: null,
    evidence,
    private: false,
    facts: {
      source: report.source,
      content,
      gridId: grid?.id ?? null,
      holder: report.holder,
      ...(plan && bearsPlan(changes) ? { plan: planFact(plan) } : {}),
      ...fileFacts(evidence),
      ...takenFrom(transfer),
      ...cameOf(report.origin),
    },
    idempotencyKey: keyMark(idempotencyKey),
  } as const;
  const state = appendEntry(started, first, salt);
  const doubted = doubts(evidence, { command: 'reportTicket', unit: organization });
  return {
    state,
    announcements: [...announce('reported', { source: report.source, ...takenFrom(transfer) }), ...doubted],
  };
}
