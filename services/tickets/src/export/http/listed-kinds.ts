import { TICKET_STAGES } from '@gridlink/contracts';
import type { HttpAnswer, SubgraphContext } from '@gridlink/subgraph-kit';
import { z } from 'zod';
import { DELIBERATION_STATES } from '../../deliberation/domain/deliberation.ts';
import { type DeliberationConditions, readDeliberationFilter } from '../../deliberation/graphql/deliberation-query.ts';
import { SUGGESTION_OUTCOMES, SUGGESTION_STATES } from '../../suggestion/domain/suggestion.ts';
import { readSuggestionFilter, type SuggestionConditions } from '../../suggestion/graphql/suggestion-query.ts';
import { TICKET_SOURCES } from '../../ticket/domain/vocabulary.ts';
import { readFilter } from '../../ticket/graphql/query.ts';
import type { TicketFilter } from '../../ticket/use-cases/ticket-repository.ts';
import { exportedTables, type TableDeps } from '../use-cases/exported-tables.ts';
import { type ListTable, type OpenTable, openTable } from '../use-cases/list-table.ts';
import { code, flag, instant, readConditions, type Shape } from './read-conditions.ts';

type Asking = Pick<SubgraphContext, 'caller' | 'scope' | 'mayRead' | 'now'>;

/** A list that is given out whole. */
export type ListedKind = {
  /** What a workbook's sheet is called. */
  readonly title: string;
  /** The question of the graph that shows it. */
  readonly question: string;
  /** The table of the conditions in an address, and these as they were said; or what is wrong with them. */
  readonly ask: (
    search: string,
    asking: Asking,
  ) => { readonly table: OpenTable; readonly said: Readonly<Record<string, string>> } | { readonly answer: HttpAnswer };
};

type Definition<Row, Given, Filter, Words> = Pick<ListedKind, 'title' | 'question'> & {
  readonly table: ListTable<Row, Filter, Words>;
  readonly shape: Shape<Given>;
  readonly readFilter: (given: Given, asking: Asking) => Filter;
};

const kind = <Row, Given, Filter, Words>({
  title,
  question,
  table,
  shape,
  readFilter: filterOf,
}: Definition<Row, Given, Filter, Words>): ListedKind => ({
  title,
  question,
  ask(search, asking) {
    const read = readConditions(search, shape, (given) => filterOf(given, asking));
    return 'answer' in read ? read : { said: read.said, table: openTable(table, asking, read.filter) };
  },
});

const TICKETS: Shape<TicketFilter> = {
  stage: z.enum(TICKET_STAGES),
  division: code,
  unit: code,
  gridId: code,
  late: flag,
  supervised: flag,
  source: z.enum(TICKET_SOURCES),
  itemCode: code,
  text: code,
  reportedFrom: instant,
  reportedTo: instant,
};

const SUGGESTIONS: Shape<SuggestionConditions> = {
  state: z.enum(SUGGESTION_STATES),
  outcome: z.enum(SUGGESTION_OUTCOMES),
  topic: code,
  overdue: flag,
  division: code,
  gridId: code,
  answerer: code,
  mine: flag,
  receivedFrom: instant,
  receivedTo: instant,
};

const MEETINGS: Shape<DeliberationConditions> = {
  state: z.enum(DELIBERATION_STATES),
  division: code,
  gridId: code,
  mine: flag,
  startsFrom: instant,
  startsTo: instant,
  overdue: flag,
};

/** By the name that they have in an address. */
export function listedKinds(deps: TableDeps): ReadonlyMap<string, ListedKind> {
  const { tickets, suggestions, meetings } = exportedTables(deps);
  return new Map([
    [
      'tickets',
      kind({
        title: '工单',
        question: 'Query.tickets',
        table: tickets,
        shape: TICKETS,
        readFilter: (filter) => readFilter({ filter }),
      }),
    ],
    [
      'suggestions',
      kind({
        title: '意见建议',
        question: 'Query.suggestions',
        table: suggestions,
        shape: SUGGESTIONS,
        readFilter: (filter, { caller }) => readSuggestionFilter(filter, { caller, deps }),
      }),
    ],
    [
      'meetings',
      kind({
        title: '议事会',
        question: 'Query.deliberations',
        table: meetings,
        shape: MEETINGS,
        readFilter: readDeliberationFilter,
      }),
    ],
  ]);
}
