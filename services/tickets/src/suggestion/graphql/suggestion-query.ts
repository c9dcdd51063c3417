import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { centerCandidates, worksInCenter } from '../../ticket/domain/centers.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { suggestionByNumber } from '../use-cases/suggestion-by-number.ts';
import type { SuggestionFilter, SuggestionRow } from '../use-cases/suggestion-repository.ts';
import { publicSuggestion } from './public-suggestion.ts';
import { suggestionFields } from './suggestion-fields.ts';

/** What a list of suggestions is asked for. */
export type SuggestionConditions = Omit<SuggestionFilter, 'answerers'> & {
  readonly answerer?: string | undefined;
  readonly mine?: boolean | undefined;
};
type AsSent<Given> = { readonly [K in keyof Given]: Given[K] | null };
type ListArguments = PageArguments & { readonly filter?: AsSent<SuggestionConditions> | null };

const DIVISION = /^\d{12}$/;

const sortValues = ({ receivedAt, id }: SuggestionRow) => [receivedAt, id] as const;

type Asking = Pick<TicketContext, 'caller'> & { readonly deps: Pick<TicketContext['deps'], 'packs'> };

/** Bodies that the caller answers for: the own, or those that may be the center worked in. */
function answersFor({ deps, caller }: Asking): readonly string[] {
  const actor = actorOf(caller);
  if (actor.organization !== null) return [actor.organization];
  const pack = deps.packs.get(caller.jurisdiction ?? '');
  return pack && actor.division !== null && worksInCenter(actor) ? centerCandidates(pack, actor.division) : [];
}

/** Leaves out what was sent as null. */
export function readSuggestionFilter(
  filter: AsSent<SuggestionConditions> | null | undefined,
  asking: Asking,
): SuggestionFilter {
  const given: SuggestionConditions = Object.fromEntries(
    Object.entries(filter ?? {}).filter(([, value]) => value !== null),
  );
  const { answerer, mine, ...rest } = given;
  if (rest.division !== undefined && !DIVISION.test(rest.division)) {
    throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'filter.division');
  }
  const named = answerer === undefined ? undefined : [answerer];
  const own = mine ? answersFor(asking) : undefined;
  return { ...rest, answerers: own && named ? named.filter((body) => own.includes(body)) : (own ?? named) };
}

export const suggestionQueries = {
  suggestion: (_: unknown, { id }: { id: string }, { loaders }: TicketContext) => loaders.suggestion.load(id),

  async suggestions(_: unknown, args: ListArguments, context: TicketContext) {
    const { deps, scope, selection } = context;
    const page = pageRequest(args);
    const asked = { filter: readSuggestionFilter(args.filter, context), page, fields: suggestionFields(selection) };
    return connectionOf(await deps.suggestions.list(scope, asked), page, sortValues);
  },

  async suggestionByNumber(_: unknown, args: { code: string; queryCode: string }, { deps }: TicketContext) {
    const stored = await suggestionByNumber(deps, args);
    return stored ? publicSuggestion(stored.state) : null;
  },
};
