import type { GridKind } from '@gridlink/contracts';

/** A size the pack gives for a kind, as `Pack['grids']['norms']` has it. */
export type Norm = {
  readonly kind: GridKind;
  readonly measure: 'HOUSEHOLDS' | 'RESIDENTS';
  readonly min: number;
  readonly max: number;
  readonly article: string | null;
};

export type Size = { readonly kind: GridKind; readonly households: number | null; readonly residents: number | null };

export type NormFinding = {
  readonly measure: 'HOUSEHOLDS' | 'RESIDENTS';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Article of the norm, null where the operator set it. */
  readonly article: string | null;
};

/**
 * Norms a grid misses: a warning, never a refusal. A law that names residents or households gives a choice ("约1000人或者300至500户"),
 * so one norm that is met is enough; figures that are not known say nothing.
 */
export function missedNorms(norms: readonly Norm[], size: Size): readonly NormFinding[] {
  const known = norms
    .filter((norm) => norm.kind === size.kind)
    .flatMap((norm): NormFinding[] => {
      const value = norm.measure === 'HOUSEHOLDS' ? size.households : size.residents;
      return value === null ? [] : [{ ...pick(norm), value }];
    });
  const missed = known.filter(({ value, min, max }) => value < min || value > max);
  return missed.length === known.length ? missed : [];
}

const pick = ({ measure, min, max, article }: Norm) => ({ measure, min, max, article });
