import { PUYANG, polygon, ZHENGZHOU } from './land.ts';

/** Rows that are refused: what is wrong with them, how they differ from a right one, and the code of the refusal. */
export const WRONG_ROWS: readonly (readonly [string, Record<string, unknown>, string])[] = [
  [
    'a bow tie',
    { boundary: polygon([113.7, 34.75], [113.71, 34.76], [113.71, 34.75], [113.7, 34.76]) },
    'CROSSES_ITSELF',
  ],
  [
    'an open ring',
    {
      boundary: {
        type: 'Polygon',
        coordinates: [
          [
            [113.7, 34.7],
            [113.71, 34.7],
            [113.71, 34.71],
            [113.7, 34.71],
          ],
        ],
      },
    },
    'NOT_CLOSED',
  ],
  ['a line', { boundary: { type: 'LineString', coordinates: [] } }, 'NOT_AN_AREA'],
  ['swapped coordinates', { boundary: polygon([34.75, 113.7], [34.76, 113.7], [34.76, 113.71]) }, 'SWAPPED'],
  ['an unknown division', { division: '410105009009' }, 'DIVISION_UNKNOWN'],
  ['a county as its division', { division: ZHENGZHOU.county }, 'DIVISION_LEVEL'],
  ['a division of another jurisdiction', { division: PUYANG.village }, 'DIVISION_ELSEWHERE'],
  ['the neighbour county’s division', { division: ZHENGZHOU.otherVillage }, 'OUT_OF_REACH'],
  ['no name', { name: '  ' }, 'TEXT_LENGTH'],
  ['fewer than no households', { households: -1 }, 'FIGURE_RANGE'],
  ['the kind exclusive and nothing on it', { kind: 'EXCLUSIVE' }, 'EXCLUSIVE_MISSING'],
  [
    'a category no law knows',
    {
      kind: 'EXCLUSIVE',
      exclusive: { category: 'CASINO', hostUnit: '某单位', supervisingFunctions: ['FIRE_RESCUE'] },
    },
    'CATEGORY_UNKNOWN',
  ],
  [
    'a department that does not exist',
    { kind: 'EXCLUSIVE', exclusive: { category: 'SCHOOL', hostUnit: '某单位', supervisingFunctions: ['MAGIC'] } },
    'FUNCTION_UNKNOWN',
  ],
];
