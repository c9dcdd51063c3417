import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { publicTicketState } from '../../ticket/graphql/public-ticket-state.ts';
import { itemKey, type PublishedMinutes } from '../domain/deliberation.ts';
import type { DeliberationRow } from '../use-cases/deliberation-repository.ts';
import { carrierOf } from '../use-cases/sources-for.ts';

type PlaceArguments = PageArguments & { readonly gridId?: string | null; readonly division?: string | null };
type MinutesNode = PublishedMinutes & { readonly id: string; readonly hash: string; readonly row: DeliberationRow };
type ItemNode = PublishedMinutes['items'][number] & {
  readonly deliberationId: string;
  readonly carriedFrom: string | null;
};

const DIVISION = /^\d{12}$/;

/** Minutes as a node; they are published as they were sealed. */
export const minutesNode = (row: DeliberationRow): MinutesNode | null =>
  row.minutes === null ? null : { ...row.minutes.published, id: row.id, hash: row.minutes.hash, row };

function placeAsked({ gridId, division }: PlaceArguments): string {
  if (division && !DIVISION.test(division)) {
    throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'division');
  }
  const place = gridId || division;
  if (!place) throw badUserInput('请给出 gridId 或 division (give gridId or division)', 'gridId');
  return place;
}

/** Tickets of one item, out of those of the whole meeting. */
async function ticketsOfItem(
  { deliberationId, id }: Pick<ItemNode, 'deliberationId' | 'id'>,
  _: unknown,
  { deps, loaders }: TicketContext,
) {
  const found = (await loaders.publicTicketsOf.load(deliberationId))?.tickets ?? [];
  const prefix = `${id}.`;
  return found.filter(({ origin }) => origin?.part?.startsWith(prefix)).map((row) => publicTicketState(deps, row));
}

export const publishedMinutesQueries = {
  async publishedMinutes(_: unknown, args: PlaceArguments, { deps }: TicketContext) {
    const page = pageRequest(args);
    const rows = await deps.deliberations.published(placeAsked(args), page);
    const { nodes, edges, pageInfo } = connectionOf(rows, page, ({ minutes, convenedAt, id }) => [
      minutes?.publishedAt ?? convenedAt,
      id,
    ]);
    return {
      nodes: nodes.map(minutesNode),
      edges: edges.map(({ node, cursor }) => ({ node: minutesNode(node), cursor })),
      pageInfo,
    };
  },
};

export const publishedMinutesResolvers = {
  items: ({ id, items, row }: MinutesNode): readonly ItemNode[] =>
    items.map((item) => ({
      ...item,
      deliberationId: id,
      carriedFrom: row.agenda.find((one) => one.id === item.id)?.carriedFrom?.code ?? null,
    })),
};
export const publishedItemResolvers = {
  async carriedTo({ deliberationId, id, outcome }: ItemNode, _: unknown, { loaders }: TicketContext) {
    if (outcome !== 'DEFERRED') return null;
    const key = itemKey({ deliberationId, itemId: id });
    const about = await loaders.publicDeliberationsAbout.load(key);
    return carrierOf(about?.deliberations ?? [], key)?.code ?? null;
  },
  tickets: ticketsOfItem,
};

type Suggested = { readonly id: string };

/** What was resolved on a suggestion, for whoever made it. */
export async function publicResolutions({ id }: Suggested, _: unknown, { loaders }: TicketContext) {
  const rows = (await loaders.publicDeliberationsAbout.load(id))?.deliberations ?? [];
  return rows.flatMap((row) => {
    const item = row.agenda.find(({ source }) => source?.id === id);
    const said = row.minutes?.published.items.find((published) => published.id === item?.id);
    if (!said || !row.minutes) return [];
    return [{ ...said, code: row.code, publishedAt: row.minutes.publishedAt, deliberationId: row.id }];
  });
}
export const publicResolutionResolvers = { tickets: ticketsOfItem };

/** Meetings that take a suggestion up, for whoever made it: when and where, so that they may come. */
export const publicMeetings = async ({ id }: Suggested, _: unknown, { loaders }: TicketContext) =>
  ((await loaders.publicDeliberationsAbout.load(id))?.deliberations ?? []).map(
    ({ code, title, venue, startsAt, state }) => ({ code, title, venue, startsAt, state }),
  );
