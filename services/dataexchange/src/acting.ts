import type { Caller } from '@gridlink/contracts';
import { forbidden, type Scope } from '@gridlink/subgraph-kit';

/** Who does something, when, and within what; every use case is called with it. */
export type Acting = {
  readonly scope: Scope;
  readonly caller: Caller;
  readonly now: Date;
  readonly requestId: string;
  readonly traceparent: string | undefined;
};

/** The organization somebody acts for and the jurisdiction it lies in. */
export type ActingOrganization = {
  readonly organization: string;
  readonly jurisdiction: string;
  /** 12-digit division of the organization, the first half of its code. */
  readonly division: string;
};

const ORGANIZATION_CODE = /^([1-9]\d{11})-[A-Z][A-Z0-9_-]*$/;

/** The division half of an organization's code; undefined for what is no such code. */
export const divisionOfOrganization = (code: string): string | undefined => ORGANIZATION_CODE.exec(code)?.[1];

/** @throws FORBIDDEN for whoever acts for no organization. */
export function actingOrganization({ scope }: Pick<Acting, 'scope'>): ActingOrganization {
  const organization = scope.reach === 'BOUNDED' ? scope.organization : undefined;
  const division = organization === undefined ? undefined : divisionOfOrganization(organization);
  if (scope.reach !== 'BOUNDED' || organization === undefined || division === undefined) {
    throw forbidden('须以机构身份操作 (only somebody acting for an organization may do this)');
  }
  return { organization, jurisdiction: scope.jurisdiction, division };
}

/** Why something was not done, and which part of the input it concerns. */
export type Refusal<Code extends string = string> = { readonly code: Code; readonly field: readonly string[] };
