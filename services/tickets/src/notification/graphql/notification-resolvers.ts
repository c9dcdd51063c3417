import { connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { noteSeen } from '../../preference/use-cases/note-seen.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { codeOf, NOTIFICATION_KINDS, type NotificationKind } from '../domain/notification.ts';
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

/** The caller with what the account has read, and the kinds it is shown where none are named. */
async function readerOf({ deps, scope, caller, now }: TicketContext) {
  const desks = desksWorkedAt(scope, actorOf(caller));
  const record = await deps.accounts.find(caller.subject);
  const { readUntil, inAppOff } = record;
  if (scope.reach === 'BOUNDED') {
    await noteSeen(deps.accounts, record, { place: { jurisdiction: scope.jurisdiction, desks }, now: now() });
  }
  const kinds = inAppOff.length === 0 ? null : NOTIFICATION_KINDS.filter((kind) => !inAppOff.includes(kind));
  const reader: Reader = { scope, desks, subject: caller.subject, readUntil };
  return { reader, kinds };
}

const sortValues = ({ at, id }: NotificationRow) => [at, id] as const;

export const notificationQueryResolvers = {
  async notifications(_: unknown, args: ListArguments, context: TicketContext) {
    const { deps } = context;
    const page = pageRequest(args);
    const { reader, kinds } = await readerOf(context);
    const filter = { unreadOnly: args.unreadOnly ?? false, kinds: args.kinds ?? kinds };
    return connectionOf(await deps.notifications.list(reader, filter, page), page, sortValues);
  },

  async notification(_: unknown, { id }: { id: string }, context: TicketContext) {
    const { reader, kinds } = await readerOf(context);
    const found = await context.deps.notifications.find(reader, id);
    return found === null || kinds?.includes(found.kind) === false ? null : found;
  },

  async unreadNotifications(_: unknown, args: KindsArguments, context: TicketContext) {
    const { reader, kinds } = await readerOf(context);
    return context.deps.notifications.countUnread(reader, args.kinds ?? kinds, COUNTED);
  },
};

export const notificationMutationResolvers = {
  async markNotificationsRead(_: unknown, { input }: { input: MarkInput }, context: TicketContext) {
    const { deps, now } = context;
    const request = { ids: input.ids ?? [], until: input.until ?? null };
    const userErrors = markProblems(request);
    if (userErrors.length > 0) return { unread: null, userErrors };
    const { reader, kinds } = await readerOf(context);
    const after = await markRead(deps, reader, { ...request, now: now() });
    return { unread: await deps.notifications.countUnread(after, kinds, COUNTED), userErrors };
  },
};

export const notificationResolvers = {
  event: ({ verb }: NotificationRow) => verb,
  words: wordsOf,
  code: codeOf,
  suggestion: ({ suggestion }: NotificationRow, _: unknown, { loaders }: TicketContext) =>
    suggestion ? loaders.suggestion.load(suggestion.id) : null,
  deliberation: ({ deliberation }: NotificationRow, _: unknown, { loaders }: TicketContext) =>
    deliberation ? loaders.deliberation.load(deliberation.id) : null,
  ticket: ({ ticketId }: NotificationRow, _: unknown, { loaders }: TicketContext) =>
    ticketId === null ? null : loaders.byId.load(ticketId),
  about: ({ about }: NotificationRow) => (about === null ? null : { code: about }),
  organization: ({ organization }: NotificationRow) => (organization === null ? null : { code: organization }),
  grid: ({ gridId }: NotificationRow) => (gridId === null ? null : { id: gridId }),
};
