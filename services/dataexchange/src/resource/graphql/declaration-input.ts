import type { SharingType } from '@gridlink/contracts';
import type { QualityRule, RefreshRate, ResourceDeclaration, ResourceField } from '../domain/resource.ts';

type RuleInput = {
  readonly kind: QualityRule['kind'];
  readonly field: string;
  readonly values?: readonly string[] | null;
  readonly min?: number | null;
  readonly max?: number | null;
};

export type DeclarationInput = {
  readonly title: string;
  readonly description: string;
  readonly fields: readonly ResourceField[];
  readonly sharing: SharingType;
  readonly refresh: RefreshRate;
  readonly qualityRules: readonly RuleInput[];
  readonly returnsToGrid: boolean;
};

function ruleOf({ kind, field, values, min, max }: RuleInput): QualityRule {
  if (kind === 'NOT_EMPTY') return { kind, field };
  if (kind === 'ONE_OF') return { kind, field, values: [...(values ?? [])] };
  return { kind, field, ...(min == null ? {} : { min }), ...(max == null ? {} : { max }) };
}

/** The schema's input as plain data: graphql's own objects have no prototype and would never equal what the database gives back. */
export const declarationOf = (input: DeclarationInput): ResourceDeclaration => ({
  title: input.title.trim(),
  description: input.description.trim(),
  fields: input.fields.map(({ name, title, type, grade, keyField, areaField }) => ({
    name,
    title: title.trim(),
    type,
    grade,
    keyField,
    areaField,
  })),
  sharing: input.sharing,
  refresh: input.refresh,
  qualityRules: input.qualityRules.map(ruleOf),
  returnsToGrid: input.returnsToGrid,
});
