import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { DeliberationFilter, DeliberationRow } from '../use-cases/deliberation-repository.ts';
import { deliberationFields } from './deliberation-fields.ts';

/** What a list of deliberations is asked for. */
export type DeliberationConditions = Omit<DeliberationFilter, 'convener' | 'overdue'> & {
  readonly mine?: boolean | undefined;
  readonly overdue?: boolean | undefined;
};
type AsSent<Given> = { readonly [K in keyof Given]: Given[K] | null };
type ListArguments = PageArguments & { readonly filter?: AsSent<DeliberationConditions> | null };

const DIVISION = /^\d{12}$/;

const sortValues = ({ convenedAt, id }: DeliberationRow) => [convenedAt, id] as const;

/** Leaves out what was sent as null. */
export function readDeliberationFilter(
  filter: AsSent<DeliberationConditions> | null | undefined,
  { caller, now }: Pick<TicketContext, 'caller' | 'now'>,
): DeliberationFilter {
  const given: DeliberationConditions = Object.fromEntries(
    Object.entries(filter ?? {}).filter(([, value]) => value !== null),
  );
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
    const asked = { filter: readDeliberationFilter(args.filter, context), page, fields: deliberationFields(selection) };
    return connectionOf(await deps.deliberations.list(scope, asked), page, sortValues);
  },
};
