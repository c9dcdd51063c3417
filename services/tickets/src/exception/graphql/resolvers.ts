import { connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { isStanding, type ListException } from '../domain/list-exception.ts';
import { countExceptions } from '../use-cases/count-exceptions.ts';
import {
  exceptionReach,
  revokeException,
  type SigningOrder,
  type SigningOutcome,
  signException,
} from '../use-cases/sign-exception.ts';
import { exceptionError } from './refusal-text.ts';

type SignInput = Omit<SigningOrder, 'itemCode'> & { readonly itemCode?: string | null };

const payloadOf = (outcome: SigningOutcome) =>
  outcome.kind === 'DONE'
    ? { exception: outcome.exception, userErrors: [] }
    : { exception: null, userErrors: [exceptionError(outcome.refusal)] };

export const exceptionMutations = {
  async signListException(_: unknown, { input }: { input: SignInput }, { deps, scope, caller, now }: TicketContext) {
    const order = { ...input, itemCode: input.itemCode?.trim() || null };
    return payloadOf(await signException(deps, { scope, by: caller, now: now() }, order));
  },
  async revokeListException(
    _: unknown,
    { input }: { input: { readonly id: string; readonly words: string } },
    { deps, scope, caller, now }: TicketContext,
  ) {
    return payloadOf(await revokeException(deps, { scope, by: caller, now: now() }, input));
  },
};

export const exceptionQueries = {
  async listExceptions(_: unknown, args: PageArguments, { deps, scope }: TicketContext) {
    const page = pageRequest(args);
    const rows = await deps.exceptions.list(exceptionReach(scope), page);
    return connectionOf(rows, page, ({ signedAt, id }) => [signedAt, id]);
  },
  exceptionCounts: (_: unknown, { from }: { from: Date }, { deps, scope, now }: TicketContext) =>
    countExceptions(deps, scope, { from, now: now() }),
};

export const listExceptionResolvers = {
  department: ({ department }: ListException) => ({ code: department }),
  standing: (exception: ListException, _: unknown, { now }: TicketContext) => isStanding(exception, now()),
};

const organization = ({ department }: { readonly department: string }) => ({ code: department });

export const exceptionUsedResolvers = { department: organization };
export const departmentExceptionsResolvers = { department: organization };
