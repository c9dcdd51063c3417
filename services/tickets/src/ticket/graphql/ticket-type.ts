import { EVIDENCE_PATH } from '@gridlink/contracts';
import { stageLabel } from '@gridlink/jurisdiction';
import { connectionOf, numberAfter, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { deliberationsAbout, ticketResolution } from '../../deliberation/graphql/deliberation-links.ts';
import { ticketDossier } from '../../dossier/graphql/dossier-resolvers.ts';
import { availableCommands } from '../domain/available-commands.ts';
import { divisionOf } from '../domain/centers.ts';
import { assignmentOf } from '../domain/deadlines.ts';
import { currentAssignments } from '../domain/effects.ts';
import { type HeldTime, heldTimes, type TimeShare, timeShares } from '../domain/held-time.ts';
import { arrivedLate } from '../domain/made-at.ts';
import type {
  Appeal,
  AppealReview,
  Consultation,
  Emergency,
  FailedVerification,
  HandOver,
  JointCase,
  Mediation,
  Opinion,
  TimeRequest,
} from '../domain/parts.ts';
import type {
  AlikeFile,
  Assignment,
  Evidence,
  Referral,
  Supervision,
  TicketState,
  TimelineEntry,
  Whereabouts,
} from '../domain/ticket.ts';
import { requestState } from '../domain/time-requests.ts';
import { redactedEntries, verifyTimeline } from '../domain/timeline.ts';
import { actorOf } from '../use-cases/actor-of.ts';
import { neighboursOf } from '../use-cases/circumstances.ts';
import { packOf } from '../use-cases/deps.ts';
import { mayReadPrivate, withoutTimeline } from '../use-cases/may-read-private.ts';
import type { TicketRow } from '../use-cases/ticket-repository.ts';
import { deadlineNodes } from './deadline-type.ts';
import { redactionRequestsOf } from './redaction-request.ts';
import { transfersOf } from './transfer.ts';

type AssignmentNode = Assignment & { readonly ticket: TicketRow };

const organization = (code: string) => ({ code });

async function timelineOf(row: TicketRow, context: TicketContext): Promise<readonly TimelineEntry[]> {
  return (await context.loaders.timeline.load(row.id))?.timeline ?? [];
}

/** Entries that the caller may read. */
async function readableEntries(row: TicketRow, context: TicketContext): Promise<readonly TimelineEntry[]> {
  const entries = await timelineOf(row, context);
  return mayReadPrivate(row, actorOf(context.caller)) ? entries : entries.filter((entry) => !entry.private);
}

const wholeState = async (row: TicketRow, context: TicketContext): Promise<TicketState> => ({
  ...row,
  timeline: await timelineOf(row, context),
});

const calendarOf = ({ jurisdiction }: TicketRow, { deps }: TicketContext) =>
  deps.calendarOf(packOf(deps, jurisdiction));

/** More than these nobody compares. */
const MOST_ALIKE = 100;

export const ticketResolvers = {
  __resolveReference: ({ id, code }: { id?: string; code?: string }, { loaders }: TicketContext) =>
    id === undefined ? loaders.byCode.load(code ?? '') : loaders.byId.load(id),
  division: ({ division }: TicketRow) => ({ code: division }),
  grid: ({ gridId }: TicketRow) => (gridId === null ? null : { id: gridId }),
  place: ({ place: { address, point } }: TicketRow) => ({ address, ...point }),
  async item({ item, jurisdiction, division }: TicketRow, _: unknown, { loaders }: TicketContext) {
    if (item === null) return null;
    const id = item.id ?? (await loaders.items.load(`${jurisdiction}|${division}`))?.items.get(item.code)?.id;
    return id ? { id } : null;
  },
  itemCode: ({ item }: TicketRow) => item?.code ?? null,
  itemTitle: ({ item }: TicketRow) => item?.title ?? null,
  stageLabel: ({ jurisdiction, stage }: TicketRow, _: unknown, { deps }: TicketContext) =>
    stageLabel(packOf(deps, jurisdiction), stage),
  holder: ({ holder }: TicketRow) => organization(holder),
  units: (row: TicketRow) =>
    [...new Set(currentAssignments(withoutTimeline(row)).map(({ unit }) => unit))].map(organization),
  reporter: ({ reporter }: TicketRow) => ({
    anonymous: reporter.anonymous,
    name: reporter.maskedName,
    phone: reporter.maskedPhone,
    organization: reporter.organization === null ? null : organization(reporter.organization),
  }),
  assignments: (ticket: TicketRow): readonly AssignmentNode[] =>
    ticket.assignments.map((assignment) => ({ ...assignment, ticket })),
  deadlines: (row: TicketRow) => deadlineNodes(row, row.deadlines),
  likelyDuplicates: async (row: TicketRow, _: unknown, { loaders }: TicketContext) =>
    (await loaders.duplicates.load(row))?.duplicates.slice(0, MOST_ALIKE) ?? [],
  merged: async ({ code }: TicketRow, _: unknown, { loaders }: TicketContext) =>
    (await loaders.merged.load(code))?.merged.slice(0, MOST_ALIKE) ?? [],
  heldTimes: async (row: TicketRow, _: unknown, context: TicketContext) =>
    heldTimes(await wholeState(row, context), calendarOf(row, context), context.now()),
  timeShares: async (row: TicketRow, _: unknown, context: TicketContext) =>
    timeShares(await wholeState(row, context), calendarOf(row, context), context.now()),
  timeRequests: (row: TicketRow) =>
    row.timeRequests.map((request) => ({ ...request, state: requestState(withoutTimeline(row), request) })),
  neighbours: (row: TicketRow, _: unknown, { deps }: TicketContext) =>
    neighboursOf(deps, row, packOf(deps, row.jurisdiction)).map((near) => ({
      grid: { id: near.id },
      division: { code: near.division },
      metres: near.metres,
      ofHolder: near.areas.includes(divisionOf(row.holder)),
    })),
  privateNotes: ({ privateNotes }: TicketRow, _: unknown, { caller: { organization } }: TicketContext) =>
    privateNotes.filter((note) => note.organization === organization),
  async timeline(row: TicketRow, args: PageArguments, context: TicketContext) {
    const page = pageRequest(args);
    const open = await readableEntries(row, context);
    const after = numberAfter(page) ?? 0;
    const pack = packOf(context.deps, row.jurisdiction);
    const redacted = redactedEntries(open);
    const rows = open
      .filter(({ sequence }) => sequence > after)
      .slice(0, page.limit + 1)
      .map((entry) => ({
        ...entry,
        arrivedLate: arrivedLate(pack, entry),
        redacted: redacted.has(entry.sequence),
      }));
    return connectionOf(rows, page, ({ sequence }) => [sequence]);
  },
  evidence: async (row: TicketRow, _: unknown, context: TicketContext) =>
    (await readableEntries(row, context)).flatMap((entry) => entry.evidence),
  suggestion: ({ origin }: TicketRow, _: unknown, { loaders }: TicketContext) =>
    origin?.kind === 'SUGGESTION' ? loaders.suggestion.load(origin.id) : null,
  resolution: ticketResolution,
  deliberations: deliberationsAbout,
  transfers: transfersOf,
  redactionRequests: redactionRequestsOf,
  dossier: ticketDossier,
  timelineIntact: async (row: TicketRow, _: unknown, context: TicketContext) =>
    verifyTimeline(row.id, await timelineOf(row, context)).intact,
  availableCommands: (row: TicketRow, _: unknown, { caller, deps }: TicketContext) =>
    availableCommands(withoutTimeline(row), actorOf(caller), packOf(deps, row.jurisdiction)),
};

export const assignmentResolvers = {
  unit: ({ unit }: AssignmentNode) => organization(unit),
  grid: ({ gridId }: AssignmentNode) => (gridId === null ? null : { id: gridId }),
  deadlines: ({ ticket, ...assignment }: AssignmentNode) =>
    deadlineNodes(
      ticket,
      ticket.deadlines.filter((deadline) => assignmentOf([assignment], deadline) !== undefined),
    ),
};

export const heldTimeResolvers = {
  unit: ({ unit }: HeldTime) => organization(unit),
  person: ({ person }: HeldTime) => (person === null ? null : { id: person }),
};

export const timeShareResolvers = { unit: ({ unit }: TimeShare) => organization(unit) };

export const timeRequestResolvers = {
  unit: ({ unit }: TimeRequest) => organization(unit),
};

export const jointCaseResolvers = {
  lead: ({ lead }: JointCase) => organization(lead),
  members: ({ members }: JointCase) => members.map(organization),
};

export const consultationResolvers = {
  convenedBy: ({ convenedBy }: Consultation) => organization(convenedBy),
  invited: ({ invited }: Consultation) => invited.map(organization),
};

export const opinionResolvers = { unit: ({ unit }: Opinion) => organization(unit) };

export const mediationResolvers = { unit: ({ unit }: Mediation) => organization(unit) };

export const emergencyResolvers = { alarmed: ({ alarmed }: Emergency) => alarmed.map(organization) };

export const supervisionResolvers = {
  target: ({ target }: Supervision) => organization(target),
  orderedBy: ({ orderedBy }: Supervision) => organization(orderedBy),
};

export const appealResolvers = {
  unit: ({ unit }: Appeal) => organization(unit),
  reviewer: ({ reviewer }: Appeal) => organization(reviewer),
};

export const appealReviewResolvers = { reviewer: ({ reviewer }: AppealReview) => organization(reviewer) };

export const failedVerificationResolvers = {
  units: ({ handlers }: FailedVerification) => [...new Set(handlers.map(({ unit }) => unit))].map(organization),
};

export const handOverResolvers = {
  from: ({ from }: HandOver) => organization(from),
  to: ({ to }: HandOver) => organization(to),
};

export const referralResolvers = {
  to: ({ to }: Referral) => organization(to),
  about: ({ about }: Referral) => organization(about),
};

const whereabouts = ({ takenAt, point }: Whereabouts) => ({ takenAt, ...point });

export const evidenceResolvers = {
  flags: ({ kept }: Evidence) => kept?.flags ?? [],
  alike: ({ kept }: Evidence) => kept?.alike ?? [],
  file: ({ kept }: Evidence) =>
    kept && {
      ...kept,
      path: `${EVIDENCE_PATH}/${kept.id}`,
      claimed: whereabouts(kept.claimed),
      recorded: whereabouts(kept.recorded),
    },
};

export const alikeEvidenceResolvers = {
  ticket: ({ ticket }: AlikeFile, _: unknown, { loaders }: TicketContext) => loaders.byCode.load(ticket),
};

export const actorResolvers = {
  person: ({ person }: TimelineEntry['actor']) => (person === null ? null : { id: person }),
  organization: ({ organization: code }: TimelineEntry['actor']) => (code === null ? null : organization(code)),
};
