import type { SuggestionSnapshot } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { SuggestionVerb } from '../../suggestion/domain/announcement.ts';
import { divisionAbove } from '../../ticket/domain/acceptance.ts';
import type { Finders, ToldOf } from './addressing.ts';
import { centerDesk, type Desk, gridDesk, organizationDesk } from './desk.ts';

/** Whom an event of a suggestion can be for. */
export type SuggestionAddressee =
  /** The grid center it belongs to. */
  | 'CENTER'
  /** The body that owes the answer, or gave it. */
  | 'ANSWERER'
  /** The staff of its grid: they talk to whoever made it. */
  | 'GRID'
  /** Whoever watches over the answer: the center, or the one above where the center itself owes it. */
  | 'OVER_ANSWERER';

export type SuggestionMatter = { readonly suggestion: SuggestionSnapshot; readonly pack: Pack };

const center = ({ suggestion, pack }: SuggestionMatter): Desk => organizationDesk(pack, suggestion.center);

function overAnswerer(matter: SuggestionMatter): readonly Desk[] {
  const { suggestion, pack } = matter;
  if (suggestion.answerer !== suggestion.center) return [center(matter)];
  const above = divisionAbove(pack, suggestion.center);
  return above === null ? [] : [centerDesk(above)];
}

export const SUGGESTION_FINDERS: Finders<SuggestionAddressee, SuggestionMatter> = {
  CENTER: (matter) => [center(matter)],
  ANSWERER: ({ suggestion, pack }) => [organizationDesk(pack, suggestion.answerer)],
  GRID: ({ suggestion: { gridId } }) => (gridId === undefined ? [] : [gridDesk(gridId)]),
  OVER_ANSWERER: overAnswerer,
};

/** Who is told of what; whoever made it reads it under the number. A new verb does not compile until it is placed here. */
export const SUGGESTION_AUDIENCES: Readonly<Record<SuggestionVerb, ToldOf<SuggestionAddressee>>> = {
  received: { kind: 'WORK', tell: ['CENTER', 'GRID'] },
  'handed-on': { kind: 'WORK', tell: ['ANSWERER'] },
  returned: { kind: 'WORK', tell: ['CENTER'] },
  answered: { kind: 'OUTCOME', tell: ['CENTER', 'GRID'], unless: 'ANSWERER' },
  // Whoever is not satisfied is owed another answer.
  rated: { kind: 'WORK', tell: ['ANSWERER', 'CENTER'] },
  overdue: { kind: 'DEADLINE', tell: ['ANSWERER', 'OVER_ANSWERER'] },
};
