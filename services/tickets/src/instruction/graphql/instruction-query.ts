import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { InstructionState, ReceiptState } from '../domain/instruction.ts';
import type { InstructionRow } from '../use-cases/instruction-repository.ts';
import { instructionFields } from './instruction-fields.ts';

type ReceivedArguments = PageArguments & {
  readonly filter?: { readonly state?: ReceiptState | null; readonly gridId?: string | null } | null;
};
type SentArguments = PageArguments & {
  readonly filter?: {
    readonly state?: InstructionState | null;
    readonly overdue?: boolean | null;
    readonly division?: string | null;
  } | null;
};

const DIVISION = /^\d{12}$/;

const sortValues = ({ issuedAt, id }: InstructionRow) => [issuedAt, id] as const;

export const instructionQueries = {
  instruction: (_: unknown, { id }: { id: string }, { loaders }: TicketContext) => loaders.instruction.load(id),

  async instructionsReceived(_: unknown, args: ReceivedArguments, { deps, scope, selection }: TicketContext) {
    const page = pageRequest(args);
    const { state, gridId } = args.filter ?? {};
    const filter = { state: state ?? undefined, gridId: gridId ?? undefined };
    const rows = await deps.instructions.received(scope, { filter, page, fields: instructionFields(selection) });
    return connectionOf(rows, page, sortValues);
  },

  async instructionsSent(_: unknown, args: SentArguments, { deps, scope, selection }: TicketContext) {
    const page = pageRequest(args);
    const { state, overdue, division } = args.filter ?? {};
    if (division && !DIVISION.test(division)) {
      throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'filter.division');
    }
    const filter = { state: state ?? undefined, overdue: overdue ?? undefined, division: division ?? undefined };
    const rows = await deps.instructions.sent(scope, { filter, page, fields: instructionFields(selection) });
    return connectionOf(rows, page, sortValues);
  },
};
