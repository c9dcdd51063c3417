import type { GridKind } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { Organization } from '../../organization/domain/organization.ts';
import type { Person } from '../../person/domain/person.ts';
import type { Appointment, StoredAppointment } from './appointment.ts';

export type AppointmentRequest = {
  readonly personId: string;
  readonly position: string;
  readonly gridId: string | null;
  readonly organization: string | null;
  readonly appointingBody: string;
  readonly togetherWith: readonly string[];
  readonly documentNumber: string | null;
  readonly publicPhone: string | null;
  /** Null for "now". */
  readonly from: Date | null;
  readonly to: Date | null;
};

/** What the decision needs to know of a published grid. */
export type GridFacts = {
  readonly id: string;
  readonly kind: GridKind;
  readonly jurisdiction: string;
  readonly division: string;
  readonly areas: readonly string[];
  readonly retired: boolean;
};

export type AppointmentFacts = {
  readonly pack: Pack;
  readonly now: Date;
  readonly newId: string;
  /** Account that records the decision. */
  readonly recorder: string;
  readonly person: Person | undefined;
  readonly grid: GridFacts | undefined;
  readonly organization: Organization | undefined;
  readonly bodies: ReadonlyMap<string, Organization>;
  /** All appointments of the person, ended ones included. */
  readonly history: readonly Appointment[];
  /** All appointments to the one-person posts of the grid, ended ones included. */
  readonly seats: readonly Appointment[];
  readonly mayWrite: (areas: readonly string[]) => boolean;
};

/** `article` is given where law refuses, null where the operator's setting does. */
export type AppointmentRefusal =
  | { readonly kind: 'NO_PERSON' }
  | { readonly kind: 'PLACE_UNCLEAR' }
  | { readonly kind: 'NO_GRID'; readonly gridId: string }
  | { readonly kind: 'GRID_RETIRED'; readonly gridId: string }
  | { readonly kind: 'NO_ORGANIZATION'; readonly organization: string }
  | { readonly kind: 'ORGANIZATION_DISSOLVED'; readonly organization: string }
  | { readonly kind: 'OUTSIDE_SCOPE' }
  | { readonly kind: 'UNKNOWN_POSITION'; readonly position: string; readonly known: readonly string[] }
  | { readonly kind: 'HOLDER_NOT_ALLOWED'; readonly allowed: readonly string[]; readonly article: string | null }
  | { readonly kind: 'HOLDER_EXCLUDED'; readonly background: string; readonly article: string | null }
  | { readonly kind: 'NO_APPOINTING_BODY'; readonly body: string }
  | { readonly kind: 'APPOINTING_BODY_DISSOLVED'; readonly body: string }
  | { readonly kind: 'WRONG_APPOINTING_BODY'; readonly expected: readonly string[]; readonly article: string | null }
  | { readonly kind: 'BODY_WITHOUT_AUTHORITY'; readonly body: string }
  | { readonly kind: 'BODY_OUTSIDE_SCOPE'; readonly body: string }
  | { readonly kind: 'MISSING_JOINT_BODY'; readonly body: string; readonly article: string | null }
  | {
      readonly kind: 'INELIGIBLE';
      readonly rule: string;
      readonly text: string;
      readonly proven: boolean;
      readonly article: string | null;
    }
  | { readonly kind: 'NOT_HELD_TOGETHER'; readonly other: string; readonly article: string | null }
  | { readonly kind: 'ALREADY_HELD' }
  | { readonly kind: 'SEAT_TAKEN'; readonly label: string }
  | { readonly kind: 'FROM_IN_FUTURE' }
  | { readonly kind: 'TERM_OVER' }
  | { readonly kind: 'BAD_DOCUMENT_NUMBER' }
  | { readonly kind: 'BAD_PUBLIC_PHONE' };

/** What the law only recommends and this appointment does not follow. */
export type AppointmentWarning = {
  readonly kind: 'UNUSUAL_HOLDER';
  readonly binding: 'USUAL' | 'PREFERRED';
  readonly recommended: readonly string[];
  readonly article: string | null;
};

export type AppointmentDecision =
  | {
      readonly kind: 'APPOINT';
      readonly appointment: Appointment;
      /** Keys no two appointments may share: they decide between two commands at the same moment. */
      readonly claims: readonly string[];
      readonly warnings: readonly AppointmentWarning[];
    }
  | { readonly kind: 'UNCHANGED'; readonly appointment: Appointment | StoredAppointment }
  | { readonly kind: 'REFUSE'; readonly refusals: readonly AppointmentRefusal[] };

/** The article in the form to cite, or null where the operator has set the rule. */
export const citation = (pack: Pack, rule: { readonly article: string | null }): string | null =>
  rule.article === null ? null : pack.cite(rule.article);
