import { badUserInput, connectionOf, type PageArguments, pageRequest, systemScope } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { publicTicketState } from '../../ticket/graphql/public-ticket-state.ts';
import type { PublishedMinutes } from '../domain/deliberation.ts';
import type { DeliberationRow } from '../use-cases/deliberation-repository.ts';

type PlaceArguments = PageArguments & { readonly gridId?: string | null; readonly division?: string | null };
type MinutesNode = PublishedMinutes & { readonly id: string; readonly hash: string };
type ItemNode = PublishedMinutes['items'][number] & { readonly deliberationId: string };

const DIVISION = /^\d{12}$/;
const SCOPE = systemScope('whoever made a suggestion follows what was resolved on it');

/** Minutes as a node; they are published as they were sealed. */
export const minutesNode = ({ id, minutes }: DeliberationRow): MinutesNode | null =>
  minutes === null ? null : { ...minutes.published, id, hash: minutes.hash };

function placeAsked({ gridId, division }: PlaceArguments): string {
  if (division && !DIVISION.test(division)) {
    throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'division');
  }
  const place = gridId || division;
  if (!place) throw badUserInput('请给出 gridId 或 division (give gridId or division)', 'gridId');
  return place;
}

/** Tickets of one item, out of those of the whole meeting. */
async function ticketsOfItem({ deliberationId, id }: ItemNode, _: unknown, { deps, loaders }: TicketContext) {
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
  items: ({ id, items }: MinutesNode): readonly ItemNode[] => items.map((item) => ({ ...item, deliberationId: id })),
};
export const publishedItemResolvers = { tickets: ticketsOfItem };

/** What was resolved on a suggestion, for whoever made it. */
export async function publicResolutions({ id }: { readonly id: string }, _: unknown, { deps }: TicketContext) {
  const rows = await deps.deliberations.about(SCOPE, [id]);
  return rows.flatMap((row) => {
    const item = row.agenda.find(({ source }) => source?.id === id);
    const said = row.minutes?.published.items.find((published) => published.id === item?.id);
    if (!said || !row.minutes) return [];
    return [{ ...said, code: row.code, publishedAt: row.minutes.publishedAt, deliberationId: row.id }];
  });
}
export const publicResolutionResolvers = { tickets: ticketsOfItem };
