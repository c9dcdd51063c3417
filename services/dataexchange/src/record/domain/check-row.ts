import { type FieldValue, problemOfValue } from '../../resource/domain/field-type.ts';
import { isMaskedGrade, maskValue } from '../../resource/domain/mask.ts';
import { keyFieldOf, type QualityRule, type ResourceDeclaration } from '../../resource/domain/resource.ts';

export type RowValues = Readonly<Record<string, FieldValue>>;

/** A row as the schema and the quality rules of its resource see it. Messages name fields, never values. */
export type CheckedRow =
  | { readonly kind: 'GOOD'; readonly key: string; readonly values: RowValues }
  | { readonly kind: 'REFUSED'; readonly key: string | null; readonly messages: readonly string[] };

type Schema = Pick<ResourceDeclaration, 'fields' | 'qualityRules'>;

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

function within(measure: number, { min, max }: { min?: number; max?: number }): boolean {
  return measure >= (min ?? -Infinity) && measure <= (max ?? Infinity);
}

function breaks(rule: QualityRule, value: FieldValue): boolean {
  if (rule.kind === 'NOT_EMPTY') return value === null;
  if (value === null) return false;
  if (rule.kind === 'ONE_OF') return !rule.values.includes(String(value));
  if (rule.kind === 'LENGTH') return !within([...String(value)].length, rule);
  return typeof value !== 'number' || !within(value, rule);
}

const RULE_WORDS: Readonly<Record<QualityRule['kind'], string>> = {
  NOT_EMPTY: '不得为空',
  ONE_OF: '不在允许的取值内',
  LENGTH: '长度超出上下限',
  RANGE: '数值超出上下限',
};

type Findings = { readonly values: Record<string, FieldValue>; readonly messages: string[] };

/** The values that have their type, with a message for each that has not. */
function readValues({ fields }: Schema, given: Readonly<Record<string, unknown>>): Findings {
  const values: Record<string, FieldValue> = {};
  const messages: string[] = [];
  const known = new Set(fields.map(({ name }) => name));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  if (unknown.length > 0) messages.push(`有 ${unknown.length} 个未编目的数据项`);
  for (const { name, type } of fields) {
    const value = isEmpty(given[name]) ? null : given[name];
    const problem = value === null ? undefined : problemOfValue(type, value);
    if (problem === undefined) values[name] = value as FieldValue;
    else messages.push(`${name} ${problem}`);
  }
  return { values, messages };
}

function ruleMessages({ qualityRules }: Schema, values: RowValues): string[] {
  return qualityRules.flatMap((rule) => {
    const value = values[rule.field];
    return value !== undefined && breaks(rule, value) ? [`${rule.field} ${RULE_WORDS[rule.kind]}`] : [];
  });
}

/** One row of a push against its resource: unknown fields, types, an absent key and every quality rule. */
export function checkRow(schema: Schema, row: unknown): CheckedRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { kind: 'REFUSED', key: null, messages: ['行须为 JSON 对象'] };
  }
  const { values, messages } = readValues(schema, row as Readonly<Record<string, unknown>>);
  messages.push(...ruleMessages(schema, values));
  const keyName = keyFieldOf(schema.fields)?.name ?? '';
  const value = values[keyName];
  if (value === null) messages.push(`${keyName} 主键不得为空`);
  const key = value === undefined || value === null ? null : String(value);
  if (messages.length > 0 || key === null) return { kind: 'REFUSED', key, messages };
  return { kind: 'GOOD', key, values };
}

/** A key as a report may show it: masked where the key itself is about a person. */
export function shownKey({ fields }: Pick<Schema, 'fields'>, key: string | null): string | null {
  const field = keyFieldOf(fields);
  if (key === null || field === undefined || !isMaskedGrade(field.grade)) return key;
  return String(maskValue(field.type, key));
}
