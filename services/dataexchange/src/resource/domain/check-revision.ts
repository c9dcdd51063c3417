import type { ResourceField } from './resource.ts';

/** A field whose rows are already kept under another meaning, and why it cannot change. */
export type RevisionProblem = {
  readonly code: 'FIELD_MISSING' | 'FIELD_TYPE_FIXED' | 'KEY_FIXED' | 'AREA_FIXED';
  readonly field: readonly string[];
};

/**
 * Rows and grants refer to fields by name: a revision may add fields and change titles, grades and rules, but a field keeps its
 * type, and key and area stay where they are. Another shape is another resource.
 */
export function checkRevision(before: readonly ResourceField[], after: readonly ResourceField[]): RevisionProblem[] {
  const next = new Map(after.map((field) => [field.name, field]));
  const known = new Set(before.map(({ name }) => name));
  const moved = after.filter(({ name, areaField }) => areaField && !known.has(name));
  const added = moved.map(({ name }): RevisionProblem => ({ code: 'AREA_FIXED', field: ['fields', name] }));
  const changed = before.flatMap((field): RevisionProblem[] => {
    const kept = next.get(field.name);
    const at = ['fields', field.name];
    if (!kept) return [{ code: 'FIELD_MISSING', field: at }];
    if (kept.type !== field.type) return [{ code: 'FIELD_TYPE_FIXED', field: at }];
    if (kept.keyField !== field.keyField) return [{ code: 'KEY_FIXED', field: at }];
    return kept.areaField === field.areaField ? [] : [{ code: 'AREA_FIXED', field: at }];
  });
  return [...changed, ...added];
}
