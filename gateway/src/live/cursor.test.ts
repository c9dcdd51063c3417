import { describe, expect, it } from '@jest/globals';
import { createCursorSeal } from './cursor.ts';

const position = { generation: '2026-03-02T01:00:00.123456789Z', sequence: 12_345 };

describe('cursors', () => {
  const seal = createCursorSeal('secret');

  it('lead back to their place', () => {
    expect(seal.open(seal.seal(position))).toEqual(position);
  });

  it('are good at every gateway of the deployment', () => {
    expect(createCursorSeal('secret').open(seal.seal(position))).toEqual(position);
  });

  it('are not the same twice, so that two of them tell nothing of what lies between', () => {
    expect(seal.seal(position)).not.toBe(seal.seal(position));
  });

  it('show nothing of the place', () => {
    expect(Buffer.from(seal.seal(position), 'base64url').includes('12345')).toBe(false);
  });

  it.each([
    ['of another deployment', createCursorSeal('another').seal(position)],
    ['that was changed', `${seal.seal(position).slice(0, -2)}AA`],
    ['that was cut', seal.seal(position).slice(0, 20)],
    ['that is no cursor', '中文'],
    ['that is too long', 'x'.repeat(300)],
    ['that is empty', ''],
  ])('%s are refused', (_which, cursor) => {
    expect(seal.open(cursor)).toBeNull();
  });
});
