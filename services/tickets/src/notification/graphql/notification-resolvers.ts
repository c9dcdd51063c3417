import { connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import type { NotificationKind } from '../domain/notification.ts';
import { wordsOf } from '../domain/words.ts';
import { markRead } from '../use-cases/mark-read.ts';
import type { NotificationRow, Reader } from '../use-cases/notification-repository.ts';
import { desksWorkedAt } from '../use-cases/reader-of.ts';
import { markProblems } from './notification-errors.ts';

type KindsArguments = { readonly kinds?: readonly NotificationKind[] | null };
type ListArguments = PageArguments & KindsArguments & { readonly unreadOnly?: boolean | null };
type MarkInput = { readonly ids?: readonly string[] | null; readonly until?: Date | null };

/** Beyond this many the exact figure says nothing more, and counting would cost. */
const COUNTED = 100;

async function readerOf({ deps, scope, caller }: TicketContext): Promise<Reader> {
  const desks = desksWorkedAt(scope, actorOf(caller));
  return { scope, desks, subject: caller.subject, readUntil: await deps.marks.readUntil(caller.subject) };
}

const sortValues = ({ at, id }: NotificationRow) => [at, id] as const;

export const notificationQueryResolvers = {
  async notifications(_: unknown, args: ListArguments, context: TicketContext) {
    const { deps, now } = context;
    const page = pageRequest(args);
    const filter = { unreadOnly: args.unreadOnly ?? false, kinds: args.kinds ?? null };
    const reader = await readerOf(context);
    return connectionOf(await deps.notifications.list(reader, filter, { ...page, now: now() }), page, sortValues);
  },

  async unreadNotifications(_: unknown, { kinds }: KindsArguments, context: TicketContext) {
    return context.deps.notifications.countUnread(await readerOf(context), kinds ?? null, COUNTED);
  },
};

export const notificationMutationResolvers = {
  async markNotificationsRead(_: unknown, { input }: { input: MarkInput }, context: TicketContext) {
    const { deps, now } = context;
    const request = { ids: input.ids ?? [], until: input.until ?? null };
    const userErrors = markProblems(request);
    if (userErrors.length > 0) return { unread: null, userErrors };
    const reader = await markRead(deps, await readerOf(context), { ...request, now: now() });
    return { unread: await deps.notifications.countUnread(reader, null, COUNTED), userErrors };
  },
};

export const notificationResolvers = {
  event: ({ verb }: NotificationRow) => verb,
  words: wordsOf,
  ticket: ({ ticketId }: NotificationRow, _: unknown, { loaders }: TicketContext) =>
    ticketId === null ? null : loaders.byId.load(ticketId),
  about: ({ about }: NotificationRow) => (about === null ? null : { code: about }),
  organization: ({ organization }: NotificationRow) => (organization === null ? null : { code: organization }),
  grid: ({ gridId }: NotificationRow) => (gridId === null ? null : { id: gridId }),
};
