import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIELD_TYPES, type FieldType } from './field-type.ts';
import { isMaskedGrade, maskValue } from './mask.ts';

describe('[D06] a mask', () => {
  it.each<[FieldType, string, string]>([
    ['PERSON_NAME', '张三', '张*'],
    ['PERSON_NAME', '欧阳修', '欧**'],
    ['PERSON_NAME', '王', '王*'],
    ['PHONE', '13812341234', '138****1234'],
    ['ID_NUMBER', '110105194912310024', '1101**********0024'],
    ['ADDRESS', '金水区文化路1号院', '金水区文化路****'],
    ['TEXT', '低保户', '***'],
  ])('of %s shows %s as %s', (type, value, shown) => {
    expect(maskValue(type, value)).toBe(shown);
  });

  it.each<[FieldType, number | boolean]>([
    ['INTEGER', 5],
    ['BOOLEAN', true],
  ])('of %s hides %j whole', (type, value) => {
    expect(maskValue(type, value)).toBe('***');
  });

  it('leaves what is absent absent', () => {
    expect(maskValue('PHONE', null)).toBeNull();
  });

  it.each<[FieldType, string]>([
    ['PHONE', '1381234'],
    ['ID_NUMBER', '11010519'],
    ['ADDRESS', '文化路'],
  ])('of a %s too short to be masked in part hides it whole', (type, value) => {
    expect(maskValue(type, value)).toBe('***');
  });

  it('hides something of every value of every type', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_TYPES), fc.string({ minLength: 1, maxLength: 40 }), (type, value) =>
        String(maskValue(type, value)).includes('*'),
      ),
    );
  });

  it.each([
    ['PUBLIC', false],
    ['INTERNAL', false],
    ['SENSITIVE', true],
    ['PERSONAL', true],
  ] as const)('is put on grade %s: %s', (grade, masked) => {
    expect(isMaskedGrade(grade)).toBe(masked);
  });
});
