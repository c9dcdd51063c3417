import { type Packs, stageLabel } from '@gridlink/jurisdiction';
import type {
  DeliberationFilter,
  DeliberationRepository,
} from '../../deliberation/use-cases/deliberation-repository.ts';
import type { OrganizationDirectory } from '../../organization/organization-directory.ts';
import type { SuggestionFilter, SuggestionRepository } from '../../suggestion/use-cases/suggestion-repository.ts';
import type { TicketFilter, TicketRepository, TicketRow } from '../../ticket/use-cases/ticket-repository.ts';
import { invitedBodies, MEETING_COLUMNS, type MeetingWords } from '../domain/meeting-columns.ts';
import { SUGGESTION_COLUMNS } from '../domain/suggestion-columns.ts';
import { TICKET_COLUMNS, type TicketWords, unitsOf } from '../domain/ticket-columns.ts';
import type { ListTable } from './list-table.ts';

export type TableDeps = {
  readonly tickets: Pick<TicketRepository, 'list'>;
  readonly suggestions: Pick<SuggestionRepository, 'list'>;
  readonly deliberations: Pick<DeliberationRepository, 'list'>;
  readonly organizations: Pick<OrganizationDirectory, 'names'>;
  readonly packs: Packs;
};

const table = <Row, Filter, Words>(definition: ListTable<Row, Filter, Words>): ListTable<Row, Filter, Words> =>
  definition;

const tickets = ({ tickets: list, organizations, packs }: TableDeps) =>
  table({
    columns: TICKET_COLUMNS,
    rowsAtOnce: 500,
    read: (scope, filter: TicketFilter, page) => list.list(scope, { filter, oldestFirst: false, page }),
    cursorOf: ({ reportedAt, id }: TicketRow) => [reportedAt, id],
    async wordsFor(rows): Promise<TicketWords> {
      const names = await organizations.names(rows.flatMap((row) => [row.holder, ...unitsOf(row)]));
      const stage: TicketWords['stage'] = (row) => {
        const pack = packs.get(row.jurisdiction);
        return pack ? stageLabel(pack, row.stage).zh : row.stage;
      };
      return { names, stage };
    },
  });

const suggestions = ({ suggestions: list, organizations }: TableDeps) =>
  table({
    columns: SUGGESTION_COLUMNS,
    rowsAtOnce: 500,
    read: (scope, filter: SuggestionFilter, page) => list.list(scope, { filter, page }),
    cursorOf: ({ receivedAt, id }) => [receivedAt, id],
    wordsFor: async (rows) => ({
      names: await organizations.names(rows.flatMap(({ center, answerer }) => [center, answerer])),
    }),
  });

const meetings = ({ deliberations: list, organizations, packs }: TableDeps) =>
  table({
    columns: MEETING_COLUMNS,
    // A meeting holds up to three hundred attendees.
    rowsAtOnce: 100,
    read: (scope, filter: DeliberationFilter, page) => list.list(scope, { filter, page }),
    cursorOf: ({ convenedAt, id }) => [convenedAt, id],
    async wordsFor(rows): Promise<MeetingWords> {
      const hall: MeetingWords['hall'] = ({ jurisdiction }) =>
        packs.get(jurisdiction)?.loop.deliberation.hall.label.zh ?? '';
      return { names: await organizations.names(rows.flatMap(invitedBodies)), hall };
    },
  });

/** The lists that are given out whole. */
export const exportedTables = (deps: TableDeps) => ({
  tickets: tickets(deps),
  suggestions: suggestions(deps),
  meetings: meetings(deps),
});
