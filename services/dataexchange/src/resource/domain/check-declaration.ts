import { textFlaw } from '@gridlink/contracts';
import { isMaskedGrade } from './mask.ts';
import type { QualityRule, ResourceDeclaration, ResourceField } from './resource.ts';

/** What is wrong with a declaration and where in it. */
export type DeclarationProblem = {
  readonly code:
    | 'TITLE'
    | 'DESCRIPTION'
    | 'FIELD_COUNT'
    | 'FIELD_NAME'
    | 'FIELD_TWICE'
    | 'ONE_KEY_FIELD'
    | 'AREA_FIELD'
    | 'UNCONDITIONAL_PERSONAL'
    | 'RULE_FIELD'
    | 'RULE_BOUNDS'
    | 'RETURNS_WITHOUT_GRID';
  readonly field: readonly string[];
};

const MAX_FIELDS = 60;
const MAX_RULES = 120;
const MAX_VALUES = 200;
const MAX_VALUE = 200;

const problem = (code: DeclarationProblem['code'], ...field: string[]): DeclarationProblem => ({ code, field });

function fieldProblems(fields: readonly ResourceField[]): DeclarationProblem[] {
  const found: DeclarationProblem[] = [];
  if (fields.length === 0 || fields.length > MAX_FIELDS) found.push(problem('FIELD_COUNT', 'fields'));
  const seen = new Set<string>();
  for (const [index, { name, title }] of fields.entries()) {
    const wellNamed = /^[a-z][A-Za-z0-9]{0,39}$/.test(name) && textFlaw(title, { most: 60 }) === undefined;
    if (!wellNamed) found.push(problem('FIELD_NAME', 'fields', String(index)));
    if (seen.has(name)) found.push(problem('FIELD_TWICE', 'fields', String(index)));
    seen.add(name);
  }
  if (fields.filter((field) => field.keyField).length !== 1) found.push(problem('ONE_KEY_FIELD', 'fields'));
  const areaFields = fields.filter((field) => field.areaField);
  const placed = areaFields.every(({ type }) => type === 'DIVISION' || type === 'GRID');
  if (areaFields.length > 1 || !placed) found.push(problem('AREA_FIELD', 'fields'));
  return found;
}

function hasBounds(rule: QualityRule): boolean {
  if (rule.kind === 'NOT_EMPTY') return true;
  if (rule.kind === 'ONE_OF') {
    const { values } = rule;
    const areKept = values.every((value) => textFlaw(value, { most: MAX_VALUE }) === undefined);
    return values.length > 0 && values.length <= MAX_VALUES && areKept;
  }
  const { min, max } = rule;
  return (min !== undefined || max !== undefined) && (min ?? -Infinity) <= (max ?? Infinity);
}

function ruleProblems({ fields, qualityRules }: ResourceDeclaration): DeclarationProblem[] {
  const names = new Set(fields.map(({ name }) => name));
  if (qualityRules.length > MAX_RULES) return [problem('RULE_BOUNDS', 'qualityRules')];
  return qualityRules.flatMap((rule, index) => {
    if (!names.has(rule.field)) return [problem('RULE_FIELD', 'qualityRules', String(index))];
    return hasBounds(rule) ? [] : [problem('RULE_BOUNDS', 'qualityRules', String(index))];
  });
}

/** All problems of a declaration at once; none means it may enter the catalogue. */
export function checkDeclaration(declaration: ResourceDeclaration): DeclarationProblem[] {
  const { title, description, fields, sharing, returnsToGrid } = declaration;
  const found = [...fieldProblems(fields), ...ruleProblems(declaration)];
  if (textFlaw(title, { most: 120 })) found.push(problem('TITLE', 'title'));
  if (description !== '' && textFlaw(description, { most: 2_000, lines: true })) {
    found.push(problem('DESCRIPTION', 'description'));
  }
  // What is about a person, or sensitive, is given for a reviewed purpose only; nobody reviews an unconditional request.
  const guarded = fields.some(({ grade }) => isMaskedGrade(grade));
  if (sharing === 'UNCONDITIONAL' && guarded) found.push(problem('UNCONDITIONAL_PERSONAL', 'sharing'));
  const onGrids = fields.some(({ areaField, type }) => areaField && type === 'GRID');
  if (returnsToGrid && !onGrids) found.push(problem('RETURNS_WITHOUT_GRID', 'returnsToGrid'));
  return found;
}
