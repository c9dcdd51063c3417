import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { DeliberationFilter, DeliberationRow } from '../use-cases/deliberation-repository.ts';
import { deliberationFields } from './deliberation-fields.ts';

type ListArguments = PageArguments & {
  readonly filter?: { readonly [K in keyof DeliberationFilter]: DeliberationFilter[K] | null } | null;
};

const DIVISION = /^\d{12}$/;

const sortValues = ({ convenedAt, id }: DeliberationRow) => [convenedAt, id] as const;

export const deliberationQueries = {
  deliberation: (_: unknown, { id }: { id: string }, { loaders }: TicketContext) => loaders.deliberation.load(id),

  async deliberations(_: unknown, args: ListArguments, { deps, scope, selection }: TicketContext) {
    const page = pageRequest(args);
    const { state, division, gridId } = args.filter ?? {};
    if (division && !DIVISION.test(division)) {
      throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'filter.division');
    }
    const filter = { state: state ?? undefined, division: division ?? undefined, gridId: gridId ?? undefined };
    const rows = await deps.deliberations.list(scope, { filter, page, fields: deliberationFields(selection) });
    return connectionOf(rows, page, sortValues);
  },
};
