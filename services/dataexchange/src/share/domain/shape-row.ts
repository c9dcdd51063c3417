import type { RowValues } from '../../record/domain/check-row.ts';
import type { FieldValue } from '../../resource/domain/field-type.ts';
import { isMaskedGrade, maskValue } from '../../resource/domain/mask.ts';
import type { ResourceField } from '../../resource/domain/resource.ts';

type Shown = { readonly fields: readonly string[]; readonly clearFields: readonly string[] };

/**
 * A row as a grant shows it: fields outside the grant are absent, masked grades are masked unless given in clear. Grades are those of
 * the resource today, so a field that was graded up is masked in grants made before.
 */
export function shapeRow(
  schema: readonly ResourceField[],
  { fields, clearFields }: Shown,
  values: RowValues,
): RowValues {
  const shown: Record<string, FieldValue> = {};
  for (const { name, type, grade } of schema) {
    if (!fields.includes(name)) continue;
    const value = values[name] ?? null;
    shown[name] = isMaskedGrade(grade) && !clearFields.includes(name) ? maskValue(type, value) : value;
  }
  return shown;
}
