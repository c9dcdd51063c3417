import { conflict, notFound, reachesArea, type UserError } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import type { StoredOrganization } from '../domain/organization.ts';
import { decideDissolution } from '../domain/organization-dissolution.ts';
import { dissolutionError } from './organization-errors.ts';
import type { Organizations } from './organization-repository.ts';

export type DissolveOrganizationInput = {
  readonly code: string;
  readonly successor: string;
  readonly expectedVersion: number;
};

/** Dissolves a body of the caller's area; its code stays resolvable and names who took over. */
export async function dissolveOrganization(
  { organizations }: { readonly organizations: Organizations },
  call: Call,
  input: DissolveOrganizationInput,
): Promise<{ organization: StoredOrganization | null; userErrors: readonly UserError[] }> {
  const found = await organizations.byCodes(call.scope, [input.code, input.successor]);
  const organization = found.find(({ code }) => code === input.code);
  if (!organization || !reachesArea(call.scope, organization.jurisdiction, organization.areas)) throw notFound();
  if (organization.version !== input.expectedVersion) throw conflict();

  const successor = found.find(({ code }) => code === input.successor);
  const decision = decideDissolution(organization, input.successor, successor);
  if (decision.kind === 'REFUSE') return { organization: null, userErrors: [dissolutionError(decision.refusal)] };
  const outcome = await organizations.update(organization, decision.organization, call);
  if (outcome !== 'STORED') throw conflict();
  const [stored] = await organizations.byCodes(call.scope, [input.code]);
  return { organization: stored ?? null, userErrors: [] };
}
