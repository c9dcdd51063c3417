import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { DeliberationFilter, DeliberationRow } from '../use-cases/deliberation-repository.ts';
import { deliberationFields } from './deliberation-fields.ts';

type Asked = Omit<DeliberationFilter, 'convener' | 'overdue'> & {
  readonly mine?: boolean | undefined;
  readonly overdue?: boolean | undefined;
};
type ListArguments = PageArguments & { readonly filter?: { readonly [K in keyof Asked]: Asked[K] | null } | null };

const DIVISION = /^\d{12}$/;

const sortValues = ({ convenedAt, id }: DeliberationRow) => [convenedAt, id] as const;

/** Leaves out what was sent as null. */
function readFilter({ filter }: ListArguments, { caller, now }: TicketContext): DeliberationFilter {
  const given: Asked = Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value !== null));
  const { mine, overdue, ...rest } = given;
  if (rest.division !== undefined && !DIVISION.test(rest.division)) {
    throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'filter.division');
  }
  return {
    ...rest,
    ...(mine ? { convener: caller.subject } : {}),
    ...(overdue === undefined ? {} : { overdue: { at: now(), is: overdue } }),
  };
}

export const deliberationQueries = {
  deliberation: (_: unknown, { id }: { id: string }, { loaders }: TicketContext) => loaders.deliberation.load(id),

  async deliberations(_: unknown, args: ListArguments, context: TicketContext) {
    const { deps, scope, selection } = context;
    const page = pageRequest(args);
    const asked = { filter: readFilter(args, context), page, fields: deliberationFields(selection) };
    return connectionOf(await deps.deliberations.list(scope, asked), page, sortValues);
  },
};
