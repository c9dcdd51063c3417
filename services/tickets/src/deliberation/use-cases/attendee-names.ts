import { maskName } from '../../reporter/mask.ts';
import type { AttendeeRequest } from '../domain/agenda.ts';
import type { Attendee, AttendeeKind, Deliberation } from '../domain/deliberation.ts';
import type { DeliberationDeps } from './deps.ts';

/** Somebody as the caller names them. */
export type AttendeeInput = {
  readonly kind: AttendeeKind;
  /** Of a resident: the name, or a number such as that of the house. */
  readonly name?: string | null;
  readonly organization?: string | null;
  readonly personId?: string | null;
};

type Sealing = Pick<DeliberationDeps, 'textSeal'>;

const trimmed = (value: string | null | undefined): string | null => value?.trim() || null;

/** Seals a resident's name for one meeting; it opens for no other. */
export function attendeeRequest(
  { textSeal }: Sealing,
  deliberationId: string,
  { kind, name, organization, personId }: AttendeeInput,
): AttendeeRequest {
  const called = trimmed(name);
  return {
    kind,
    organization: trimmed(organization),
    person: trimmed(personId),
    masked: called === null ? null : maskName(called),
    sealed: called === null ? null : textSeal.seal(deliberationId, called),
  };
}

/** A resident's name in clear. */
export const nameOf = ({ textSeal }: Sealing, deliberationId: string, { sealed }: Attendee): string | null =>
  sealed === null ? null : textSeal.open(deliberationId, sealed);

/** Residents' names to their masks. */
export const namesIn = (deps: Sealing, { id, attendees }: Deliberation): ReadonlyMap<string, string> =>
  new Map(
    attendees.flatMap((attendee) => {
      const name = nameOf(deps, id, attendee);
      return name === null || attendee.masked === null ? [] : [[name, attendee.masked] as const];
    }),
  );
