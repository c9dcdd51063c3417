import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskIdNumber, maskPhone } from './mask.ts';
import { createPersonalDataCipher } from './personal-data-cipher.ts';

const cipher = createPersonalDataCipher(randomBytes(32));
const place = { owner: 'person-1', field: 'phone' } as const;

describe('the personal data cipher', () => {
  it('opens what it sealed', () => {
    fc.assert(fc.property(fc.string(), (value) => cipher.open(cipher.seal(value, place), place) === value));
  });

  it('seals the same value differently each time', () => {
    expect(cipher.seal('13812345678', place)).not.toBe(cipher.seal('13812345678', place));
  });

  it('shows nothing of the value', () => {
    expect(cipher.seal('13812345678', place)).not.toContain('1381');
  });

  it.each([
    ['another person', { owner: 'person-2', field: 'phone' }],
    ['another field', { owner: 'person-1', field: 'idNumber' }],
  ] as const)('does not open a value moved to %s', (_, elsewhere) => {
    const sealed = cipher.seal('13812345678', place);
    expect(() => cipher.open(sealed, elsewhere)).toThrow();
  });

  it('says that a value was sealed under another key', () => {
    const other = createPersonalDataCipher(randomBytes(32));
    expect(() => other.open(cipher.seal('13812345678', place), place)).toThrow(/sealed under key/);
  });

  it('does not open a value that was changed', () => {
    const sealed = cipher.seal('13812345678', place);
    const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
    expect(() => cipher.open(changed, place)).toThrow();
  });

  it('finds an equal value by its fingerprint', () => {
    expect(cipher.fingerprint('a')).toBe(cipher.fingerprint('a'));
  });

  it('gives another key other fingerprints', () => {
    expect(cipher.fingerprint('a')).not.toBe(createPersonalDataCipher(randomBytes(32)).fingerprint('a'));
  });

  it('refuses a key of another length', () => {
    expect(() => createPersonalDataCipher(randomBytes(16))).toThrow(/32 bytes/);
  });
});

describe('a mask', () => {
  it('leaves three and four digits of a telephone', () => {
    expect(maskPhone('13812345678')).toBe('138****5678');
  });

  it('leaves the division and four characters of a resident number', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('110105********002X');
  });

  it('leaves two characters of a passport', () => {
    expect(maskIdNumber('X1234567')).toBe('******67');
  });
});
