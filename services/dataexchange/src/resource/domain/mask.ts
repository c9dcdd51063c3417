import type { DataGrade } from '@gridlink/contracts';
import type { FieldType, FieldValue } from './field-type.ts';

const HIDDEN = '***';

/** 张三 → 张*, 欧阳修 → 欧**. */
const maskName = (name: string): string => {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.max(rest.length, 1));
};

/** Keeps `head` and `tail` characters; a value too short for that is hidden whole. */
function maskMiddle(value: string, head: number, tail: number): string {
  const hidden = value.length - head - tail;
  return hidden < 4 ? HIDDEN : value.slice(0, head) + '*'.repeat(hidden) + value.slice(value.length - tail);
}

const maskAddress = (address: string): string => (address.length > 6 ? `${address.slice(0, 6)}****` : HIDDEN);

/** A value as someone sees it who was not given it in clear: 张*, 138****1234, 1101**********1234. An absent value stays absent. */
export function maskValue(type: FieldType, value: FieldValue): FieldValue {
  if (value === null) return null;
  if (typeof value !== 'string') return HIDDEN;
  if (type === 'PERSON_NAME') return maskName(value);
  if (type === 'PHONE') return maskMiddle(value, 3, 4);
  if (type === 'ID_NUMBER') return maskMiddle(value, 4, 4);
  if (type === 'ADDRESS') return maskAddress(value);
  return HIDDEN;
}

/** Grades that are masked unless the owner gave the field in clear (PY20, LC20: access by grade). */
export const isMaskedGrade = (grade: DataGrade): boolean => grade === 'SENSITIVE' || grade === 'PERSONAL';
