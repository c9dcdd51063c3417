import type { Text } from '../corpus/line.ts';

/** Values that no line of text may be, by what is wrong with them. A text of `most` characters would still pass. */
export const badTexts = (most: number): readonly unknown[] => [
  '',
  '   ',
  'a\u0000b',
  '井盖\u0007缺失',
  '井盖\u200b缺失',
  '井盖\u202e缺失',
  '井\ufeff盖',
  '井\u2066盖\u2069',
  '\u001b[31m井盖',
  tooLong(most),
];

export const tooLong = (most: number): { readonly $text: Text } => ({ $text: [{ repeat: '井', times: most + 1 }] });

/** A text near the limit of a whole request. */
export const huge: { readonly $text: Text } = { $text: [{ repeat: 'x', times: 1_000_000 }] };

/** Values of another type than text. */
export const noTexts: readonly unknown[] = [null, 1, 1.5, true, [], ['a', 'b'], {}, { $ne: null }, { $gt: '' }];

/** Keys that say nothing, too much, or something else. */
export const badKeys: readonly unknown[] = [
  'a\u0000b-0123456789abcdef',
  'k\u202e0123456789abcdef',
  'k\n0123456789abcdef',
  tooLong(120),
];

/** What is no id of anything. */
export const badIds: readonly unknown[] = [
  '',
  'nobody',
  '{"$gt":""}',
  '../..',
  'a\u0000b',
  '00000000-0000-0000-0000-000000000000',
  { $text: [{ repeat: 'x', times: 5_000 }] },
];

export const wrongVersions: readonly unknown[] = [-1, 0, 999_999, 2_147_483_647];
export const noVersions: readonly unknown[] = [2_147_483_648, 1.5, '1', 'NaN', true, [1], {}, { $gt: 0 }];
