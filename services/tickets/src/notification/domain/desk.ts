import { divisionLevel } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import { centerCandidates, divisionOf } from '../../ticket/domain/centers.ts';

/** Whoever can be told of something: a center, an organization, or the staff of a grid. */
export type Desk = {
  /** One for one desk, by whatever name it was found: what makes a notification be written once. */
  readonly key: string;
  /** Null for the staff of a grid, for people by name, and for a center that was found by its division alone. */
  readonly organization: string | null;
  readonly gridId: string | null;
  /** Under which of them people find what it was told: `center:<division>`, `unit:<organization>`, `grid:<id>`, `person:<id>`. */
  readonly tokens: readonly string[];
};

export const centerToken = (division: string): string => `center:${division}`;
export const unitToken = (organization: string): string => `unit:${organization}`;
export const gridToken = (gridId: string): string => `grid:${gridId}`;
export const personToken = (person: string): string => `person:${person}`;

/** What a token names: a division, an organization, a grid or a person, as whoever asks is known by. */
export const placeOf = (token: string): string => token.slice(token.indexOf(':') + 1);

export function centerDesk(division: string): Desk {
  const key = centerToken(division);
  return { key, organization: null, gridId: null, tokens: [key] };
}

export function gridDesk(gridId: string): Desk {
  const key = gridToken(gridId);
  return { key, organization: null, gridId, tokens: [key] };
}

/** Staff at one desk: a grid's, where there is one, and people by name; so that whoever is both is told once. */
export function staffDesk(gridId: string | undefined, persons: readonly string[]): readonly Desk[] {
  const named = persons.map(personToken);
  if (gridId !== undefined) {
    const desk = gridDesk(gridId);
    return [{ ...desk, tokens: [...desk.tokens, ...named] }];
  }
  return named.length === 0 ? [] : [{ key: 'staff', organization: null, gridId: null, tokens: named }];
}

/** Whether an organization is the body whose people work in the center of its division. */
function isCenter(pack: Pack, organization: string): boolean {
  const division = divisionOf(organization);
  return divisionLevel(division) !== 'VILLAGE' && centerCandidates(pack, division).includes(organization);
}

/** The desk of an organization; a center's is also found by whoever works in that center. */
export function organizationDesk(pack: Pack, organization: string): Desk {
  const own = unitToken(organization);
  if (!isCenter(pack, organization)) return { key: own, organization, gridId: null, tokens: [own] };
  const center = centerToken(divisionOf(organization));
  return { key: center, organization, gridId: null, tokens: [center, own] };
}
