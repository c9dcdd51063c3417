import { isDivisionCode, textFlaw } from '@gridlink/contracts';

/** What a field holds; it decides both what a value may look like and how it is masked. */
export const FIELD_TYPES = [
  'TEXT',
  'INTEGER',
  'DECIMAL',
  'BOOLEAN',
  'DATE',
  'INSTANT',
  'DIVISION',
  'GRID',
  'PERSON_NAME',
  'PHONE',
  'ID_NUMBER',
  'ADDRESS',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type FieldValue = string | number | boolean | null;

const TEXT_MAX = 2_000;
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECK_DIGITS = '10X98765432';

/** 18 digits with a birth date and the check digit of GB 11643. */
export function isIdNumber(value: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(value)) return false;
  const birth = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(value[index]), 0);
  return isDate(birth) && ID_CHECK_DIGITS[sum % 11] === value[17];
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}

const isInstant = (value: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !Number.isNaN(new Date(value).getTime());

/** A mobile number, or a landline with its area code. */
const isPhone = (value: string): boolean => /^1[3-9]\d{9}$|^0\d{2,3}-?\d{7,8}$/.test(value);

const isText =
  (most: number, lines = false) =>
  (value: string) =>
    textFlaw(value, { most, lines }) === undefined;

type Check = { readonly accepts: (value: unknown) => boolean; readonly expects: string };

const text = (accepts: (value: string) => boolean, expects: string): Check => ({
  accepts: (value) => typeof value === 'string' && accepts(value),
  expects,
});

const CHECKS: Readonly<Record<FieldType, Check>> = {
  TEXT: text(isText(TEXT_MAX, true), `应为 1 至 ${TEXT_MAX} 字、不含不可见字符的文本`),
  INTEGER: { accepts: Number.isSafeInteger, expects: '应为整数' },
  DECIMAL: { accepts: (value) => typeof value === 'number' && Number.isFinite(value), expects: '应为数值' },
  BOOLEAN: { accepts: (value) => typeof value === 'boolean', expects: '应为 true 或 false' },
  DATE: text(isDate, '应为日期，如 2026-03-02'),
  INSTANT: text(isInstant, '应为 ISO 8601 时刻'),
  DIVISION: text(isDivisionCode, '应为 12 位区划代码'),
  GRID: text(isText(80), '应为网格编码'),
  PERSON_NAME: text(isText(60), '应为姓名'),
  PHONE: text(isPhone, '应为手机号或带区号的固定电话'),
  ID_NUMBER: text(isIdNumber, '应为校验位正确的 18 位身份证号'),
  ADDRESS: text(isText(300), '应为地址'),
};

/** What a value should have been, in words that do not repeat it; undefined when it is right. */
export const problemOfValue = (type: FieldType, value: unknown): string | undefined =>
  CHECKS[type].accepts(value) ? undefined : CHECKS[type].expects;
