import type { TicketContext } from '../../context.ts';
import type { KeyedStep } from '../../ticket/domain/step.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import { mayHost } from '../domain/convene.ts';
import {
  type AgendaItem,
  type Attendee,
  itemKey,
  type Minutes,
  partOf,
  type Resolution,
  type ResolvedAction,
  turnoutOf,
} from '../domain/deliberation.ts';
import { minutesIntact } from '../domain/minutes.ts';
import { nameOf } from '../use-cases/attendee-names.ts';
import type { DeliberationRow } from '../use-cases/deliberation-repository.ts';
import { carrierOf } from '../use-cases/sources-for.ts';
import {
  minutesNode,
  publicResolutionResolvers,
  publishedItemResolvers,
  publishedMinutesResolvers,
} from './published-minutes.ts';

type ItemNode = AgendaItem & { readonly deliberationId: string };
type ResolutionNode = Resolution & { readonly deliberationId: string; readonly itemId: string };
type ActionNode = ResolvedAction & { readonly deliberationId: string; readonly part: string };
type AttendeeNode = Attendee & { readonly name: string | null };
type MinutesOf = Minutes & { readonly row: DeliberationRow };

/** Items as nodes: what they lead to goes by the meeting as well. */
export const agendaNodes = ({ id, agenda }: DeliberationRow): readonly ItemNode[] =>
  agenda.map((item) => ({ ...item, deliberationId: id }));

const deliberationResolvers = {
  hall: ({ jurisdiction }: DeliberationRow, _: unknown, { deps }: TicketContext) =>
    packOf(deps, jurisdiction).loop.deliberation.hall.label,
  division: ({ division }: DeliberationRow) => ({ code: division }),
  grid: ({ gridId }: DeliberationRow) => (gridId === null ? null : { id: gridId }),
  agenda: agendaNodes,
  /** Whoever calls people into the meeting reads their names. */
  attendees(row: DeliberationRow, _: unknown, { deps, caller }: TicketContext): readonly AttendeeNode[] {
    const isHost = mayHost(packOf(deps, row.jurisdiction), actorOf(caller), row);
    return row.attendees.map((attendee) => ({
      ...attendee,
      name: isHost ? nameOf(deps, row.id, attendee) : attendee.masked,
    }));
  },
  turnout: turnoutOf,
  minutes: (row: DeliberationRow): MinutesOf | null => (row.minutes === null ? null : { ...row.minutes, row }),
};

/** The meeting and the item there; null for a meeting the caller may not see. */
const itemNode = (row: DeliberationRow | null | undefined, itemId: string | undefined) => {
  const item = row ? agendaNodes(row).find(({ id }) => id === itemId) : undefined;
  return row && item ? { deliberation: row, item } : null;
};

const agendaItemResolvers = {
  carriedFrom: async ({ carriedFrom }: ItemNode, _: unknown, { loaders }: TicketContext) =>
    carriedFrom === null
      ? null
      : itemNode(await loaders.deliberation.load(carriedFrom.deliberationId), carriedFrom.itemId),
  async carriedTo({ deliberationId, id, resolution }: ItemNode, _: unknown, { loaders }: TicketContext) {
    if (resolution?.outcome !== 'DEFERRED') return null;
    const key = itemKey({ deliberationId, itemId: id });
    const row = carrierOf((await loaders.deliberationsAbout.load(key))?.deliberations ?? [], key);
    return itemNode(row, row?.agenda.find(({ carriedFrom }) => carriedFrom && itemKey(carriedFrom) === key)?.id);
  },
  sourceCode: ({ source }: ItemNode) => source?.code ?? null,
  suggestion: ({ source }: ItemNode, _: unknown, { loaders }: TicketContext) =>
    source?.kind === 'SUGGESTION' ? loaders.suggestion.load(source.id) : null,
  ticket: ({ source }: ItemNode, _: unknown, { loaders }: TicketContext) =>
    source?.kind === 'TICKET' ? loaders.byId.load(source.id) : null,
  resolution: ({ id, deliberationId, resolution }: ItemNode): ResolutionNode | null =>
    resolution === null ? null : { ...resolution, deliberationId, itemId: id },
};

const agendaResolutionResolvers = {
  actions: ({ actions, deliberationId, itemId }: ResolutionNode): readonly ActionNode[] =>
    actions.map((action, index) => ({ ...action, deliberationId, part: partOf(itemId, index) })),
};

const resolvedActionResolvers = {
  async ticket({ deliberationId, part }: ActionNode, _: unknown, { loaders }: TicketContext) {
    const found = (await loaders.ticketsOf.load(deliberationId))?.tickets ?? [];
    return found.find(({ origin }) => origin?.part === part) ?? null;
  },
};

const deliberationAttendeeResolvers = {
  organization: ({ organization }: Attendee) => (organization === null ? null : { code: organization }),
  person: ({ person }: Attendee) => (person === null ? null : { id: person }),
};
const deliberationStepResolvers = {
  person: ({ person }: KeyedStep) => (person === null ? null : { id: person }),
};
const deliberationMinutesResolvers = {
  published: ({ row }: MinutesOf) => minutesNode(row),
  intact: minutesIntact,
};

/** Resolvers by type. */
export const deliberationTypeResolvers = {
  Deliberation: deliberationResolvers,
  AgendaItem: agendaItemResolvers,
  AgendaResolution: agendaResolutionResolvers,
  ResolvedAction: resolvedActionResolvers,
  DeliberationAttendee: deliberationAttendeeResolvers,
  DeliberationStep: deliberationStepResolvers,
  DeliberationMinutes: deliberationMinutesResolvers,
  PublishedMinutes: publishedMinutesResolvers,
  PublishedItem: publishedItemResolvers,
  PublicResolution: publicResolutionResolvers,
};
