import type { TicketContext } from '../../context.ts';
import { agendaNodes } from '../../deliberation/graphql/deliberation-types.ts';
import type { DeliberationRow } from '../../deliberation/use-cases/deliberation-repository.ts';
import type { SuggestionRow } from '../../suggestion/use-cases/suggestion-repository.ts';
import type { TicketRow } from '../../ticket/use-cases/ticket-repository.ts';
import type { thingsBehind } from '../use-cases/read-figures.ts';

type Behind = Awaited<ReturnType<typeof thingsBehind>>;
type Loaders = TicketContext['loaders'];

/** One thing that a number counts: what it is, is there, and the others are not. */
export type FigureEntry = {
  readonly id: string;
  readonly ticket?: TicketRow;
  readonly suggestion?: SuggestionRow;
  readonly deliberation?: DeliberationRow;
  readonly item?: ReturnType<typeof agendaNodes>[number];
};

async function entryOf(kind: Behind['kind'], id: string, loaders: Loaders): Promise<FigureEntry | null> {
  if (kind === 'TICKET') {
    const ticket = await loaders.byId.load(id);
    return ticket && { id, ticket };
  }
  if (kind === 'SUGGESTION') {
    const suggestion = await loaders.suggestion.load(id);
    return suggestion && { id, suggestion };
  }
  const [deliberationId = '', itemId] = id.split('|');
  const deliberation = await loaders.deliberation.load(deliberationId);
  if (kind === 'DELIBERATION' || !deliberation) return deliberation && { id, deliberation };
  const item = agendaNodes(deliberation).find((one) => one.id === itemId);
  return item ? { id, deliberation, item } : null;
}

/** What is behind a number, as far as the caller sees it; one command to the database, since loaders gather. */
export async function entriesOf({ kind, ids }: Behind, loaders: Loaders): Promise<readonly FigureEntry[]> {
  const entries = await Promise.all(ids.map((id) => entryOf(kind, id, loaders)));
  return entries.filter((entry) => entry !== null);
}
