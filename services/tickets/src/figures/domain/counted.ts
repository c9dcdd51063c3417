import type { Deliberation } from '../../deliberation/domain/deliberation.ts';
import { itemKey } from '../../deliberation/domain/deliberation.ts';
import type { Suggestion } from '../../suggestion/domain/suggestion.ts';
import { deliberationFacts, resolutionFacts, suggestionFacts } from './participation-facts.ts';
import type { Share } from './share.ts';

/** What one document adds to the figures: itself, and what it holds that is counted for itself, each by its id. */
export type CountedShare = { readonly id: string; readonly share: Share };

const placeOf = ({ jurisdiction, areas, gridId }: Omit<Share, 'category' | 'facts'>) => ({
  jurisdiction,
  areas,
  gridId,
  category: null,
});

export const suggestionShares = (state: Suggestion): readonly CountedShare[] => [
  { id: state.id, share: { ...placeOf(state), facts: suggestionFacts(state) } },
];

/** A deliberation, and each of its items that is resolved. */
export const deliberationShares = (state: Deliberation): readonly CountedShare[] => [
  { id: state.id, share: { ...placeOf(state), facts: deliberationFacts(state) } },
  ...state.agenda
    .filter(({ resolution }) => resolution !== null)
    .map((item) => ({
      id: itemKey({ deliberationId: state.id, itemId: item.id }),
      share: { ...placeOf(state), facts: resolutionFacts(item, state) },
    })),
];
