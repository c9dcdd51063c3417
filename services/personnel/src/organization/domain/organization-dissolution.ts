import type { Organization } from './organization.ts';

export type DissolutionRefusal =
  | { readonly kind: 'ALREADY_DISSOLVED' }
  | { readonly kind: 'NO_SUCCESSOR'; readonly successor: string }
  | { readonly kind: 'SUCCESSOR_IS_ITSELF' }
  | { readonly kind: 'SUCCESSOR_DISSOLVED'; readonly successor: string }
  | { readonly kind: 'SUCCESSOR_ELSEWHERE'; readonly successor: string };

export type DissolutionDecision =
  | { readonly kind: 'DISSOLVE'; readonly organization: Organization }
  | { readonly kind: 'REFUSE'; readonly refusal: DissolutionRefusal };

const refuse = (refusal: DissolutionRefusal): DissolutionDecision => ({ kind: 'REFUSE', refusal });

/** A body is never deleted: it stops, and a living body of the same jurisdiction takes its open work over. */
export function decideDissolution(
  organization: Organization,
  successorCode: string,
  successor: Organization | undefined,
): DissolutionDecision {
  if (!organization.active) return refuse({ kind: 'ALREADY_DISSOLVED' });
  if (successorCode === organization.code) return refuse({ kind: 'SUCCESSOR_IS_ITSELF' });
  if (!successor) return refuse({ kind: 'NO_SUCCESSOR', successor: successorCode });
  if (successor.jurisdiction !== organization.jurisdiction) {
    return refuse({ kind: 'SUCCESSOR_ELSEWHERE', successor: successorCode });
  }
  if (!successor.active) return refuse({ kind: 'SUCCESSOR_DISSOLVED', successor: successorCode });
  return { kind: 'DISSOLVE', organization: { ...organization, active: false, successor: successorCode } };
}
