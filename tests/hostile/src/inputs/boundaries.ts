import type { Draft } from '../corpus/line.ts';
import { badTexts, noTexts } from './bad-text.ts';
import { notOfType, rowRefused, type Sound, tried, userError } from './tries.ts';

const LONGITUDE = 113.6;
const LATITUDE = 34.7;
const at = (east: number, north: number): [number, number] => [LONGITUDE + east / 1_000, LATITUDE + north / 1_000];

/** A square of so many thousandths of a degree, counter-clockwise. */
const square = (east: number, north: number, side: number): [number, number][] => [
  at(east, north),
  at(east + side, north),
  at(east + side, north + side),
  at(east, north + side),
  at(east, north),
];
const polygon = (...rings: readonly unknown[]): unknown => ({ type: 'Polygon', coordinates: rings });

const SQUARE = square(0, 0, 4);

/** Boundaries of no area, by what is wrong with them. */
const BAD_BOUNDARIES: readonly unknown[] = [
  // no area at all
  'POLYGON((113 34, 114 34, 114 35, 113 34))',
  1,
  true,
  [],
  {},
  [SQUARE],
  { type: 'Polygon' },
  { type: 'Polygon', coordinates: null },
  { type: 'Polygon', coordinates: {} },
  { type: 'Polygon', coordinates: [] },
  { type: 'Polygon', coordinates: [[]] },
  { type: 'MultiPolygon', coordinates: [] },
  { type: 'MultiPolygon', coordinates: [[]] },
  { type: 'MultiPolygon', coordinates: SQUARE },
  { type: 'polygon', coordinates: [SQUARE] },
  { type: 'Point', coordinates: at(0, 0) },
  { type: 'LineString', coordinates: SQUARE },
  { type: 'MultiPoint', coordinates: SQUARE },
  { type: 'Feature', geometry: polygon(SQUARE), properties: {} },
  { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon(SQUARE), properties: {} }] },
  { type: 'GeometryCollection', geometries: [polygon(SQUARE)] },
  {
    type: 'GeometryCollection',
    geometries: [
      { type: 'GeometryCollection', geometries: [{ type: 'GeometryCollection', geometries: [polygon(SQUARE)] }] },
    ],
  },
  { type: 'Topology', objects: {} },
  { type: ['Polygon'], coordinates: [SQUARE] },
  { type: { $eq: 'Polygon' }, coordinates: [SQUARE] },
  { $geometry: polygon(SQUARE) },
  // no positions
  polygon([[LONGITUDE], [LONGITUDE], [LONGITUDE], [LONGITUDE]]),
  polygon([at(0, 0), at(4, 0), ['113.604', '34.704'], at(0, 0)]),
  polygon([at(0, 0), at(4, 0), [null, null], at(0, 0)]),
  polygon([at(0, 0), at(4, 0), ['NaN', 'NaN'], at(0, 0)]),
  polygon([at(0, 0), at(4, 0), { lng: 113, lat: 34 }, at(0, 0)]),
  polygon([at(0, 0), at(4, 0), [[at(4, 4)]], at(0, 0)]),
  polygon([at(0, 0), at(4, 0), [1e308, 1e308], at(0, 0)]),
  // nowhere near
  polygon(SQUARE.map(([x, y]) => [y, x])),
  polygon(SQUARE.map(([x, y]) => [x - 180, y])),
  polygon([
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ]),
  polygon([
    [-180, -90],
    [180, -90],
    [180, 90],
    [-180, 90],
    [-180, -90],
  ]),
  polygon([
    [113, 89],
    [114, 89],
    [114, 90],
    [113, 90],
    [113, 89],
  ]),
  polygon([
    [12_645_000, 4_120_000],
    [12_646_000, 4_120_000],
    [12_646_000, 4_121_000],
    [12_645_000, 4_120_000],
  ]),
  polygon([
    [38_460_000, 3_840_000],
    [38_461_000, 3_840_000],
    [38_461_000, 3_841_000],
    [38_460_000, 3_840_000],
  ]),
  // rings that are none
  polygon([at(0, 0), at(4, 0), at(4, 4), at(0, 4)]),
  polygon([at(0, 0), at(4, 0), at(0, 0)]),
  polygon([at(0, 0), at(0, 0), at(0, 0), at(0, 0)]),
  polygon([at(0, 0), at(4, 0), at(0, 0), at(0, 0)]),
  polygon([at(0, 0)]),
  polygon([at(0, 0), at(2, 0), at(4, 0), at(0, 0)]),
  // crossing themselves
  polygon([at(0, 0), at(4, 4), at(4, 0), at(0, 4), at(0, 0)]),
  polygon([at(0, 0), at(4, 0), at(4, 4), at(2, -1), at(0, 4), at(0, 0)]),
  polygon([at(0, 0), at(4, 0), at(2, 0), at(2, 4), at(0, 4), at(0, 0)]),
  polygon([...SQUARE, ...SQUARE]),
  // holes and parts
  polygon(SQUARE, square(10, 10, 2)),
  polygon(SQUARE, square(3, 3, 3)),
  polygon(SQUARE, SQUARE),
  polygon(SQUARE, [at(1, 1), at(3, 3), at(3, 1), at(1, 3), at(1, 1)]),
  polygon(SQUARE, square(1, 1, 1), square(1.5, 1.5, 1)),
  { type: 'MultiPolygon', coordinates: [[SQUARE], [square(1, 1, 1)]] },
  { type: 'MultiPolygon', coordinates: [[SQUARE], [square(2, 2, 4)]] },
  { type: 'MultiPolygon', coordinates: [[SQUARE], [SQUARE]] },
  // too much of it
  polygon({ $ring: 1_001 }),
  polygon({ $ring: 15_000 }),
];

const ROW = {
  externalId: 'hostile-1',
  name: '一网格',
  kind: 'URBAN',
  division: '{{village}}',
  boundary: polygon(SQUARE),
  households: 300,
};
const IMPORT: Sound = {
  mutation: 'importGrids',
  by: 'admin',
  input: { jurisdiction: '{{jurisdiction}}', publish: false, rows: [ROW] },
};
const DRAFT: Sound = { mutation: 'draftGrid', by: 'county', input: { jurisdiction: '{{jurisdiction}}', grid: ROW } };
const DIVISIONS: Sound = {
  mutation: 'importDivisions',
  by: 'admin',
  input: { jurisdiction: '{{jurisdiction}}', rows: [{ code: '{{county}}', name: '区', level: 'COUNTY' }] },
};

const grids: readonly Draft[] = [
  ...tried(IMPORT, 'rows.0.boundary', { values: BAD_BOUNDARIES, expect: rowRefused() }),
  ...tried(DRAFT, 'grid.boundary', { values: BAD_BOUNDARIES, expect: userError('grid') }),
  ...tried(IMPORT, 'rows.0.boundary', { values: [null], expect: notOfType }),
  ...tried(IMPORT, 'rows.0.boundary', {
    values: [{ $deep: 14 }],
    expect: { as: 'ERROR', code: 'BAD_USER_INPUT', says: '变量嵌套过深' },
  }),
  ...tried(IMPORT, 'rows.0.name', { values: badTexts(60), expect: rowRefused() }),
  ...tried(IMPORT, 'rows.0.externalId', { values: badTexts(80), expect: rowRefused() }),
  ...tried(IMPORT, 'rows.0.division', {
    values: ['', 'x', '999999999999', '110101001001', '{"$gt":""}', 'a\u0000', '{{village}}-1'],
    expect: rowRefused(),
  }),
  ...tried(IMPORT, 'rows.0.households', { values: [-1, -2_147_483_648, 2_147_483_647], expect: rowRefused() }),
  ...tried(IMPORT, 'rows.0.residents', { values: [-1, 2_147_483_647], expect: rowRefused() }),
  ...tried(IMPORT, 'rows.0.households', { values: ['300', 1.5, 1e10, 'NaN', {}], expect: notOfType }),
  ...tried(IMPORT, 'rows.0.kind', { values: ['urban', '', 'CITY', 1, null], expect: notOfType }),
  ...tried(IMPORT, 'rows.0.kind', { values: ['EXCLUSIVE'], expect: rowRefused() }),
  ...tried(IMPORT, 'rows.0.exclusive', {
    values: [
      { category: 'nothing', hostUnit: '校园', supervisingFunctions: [] },
      { category: '__proto__', hostUnit: '', supervisingFunctions: ['X'] },
    ],
    expect: rowRefused(),
  }),
  ...tried(IMPORT, 'rows', {
    values: [[], { $list: { ...ROW, externalId: 'n#' }, $times: 201 }],
    expect: userError('rows'),
  }),
  ...tried(IMPORT, 'rows', { values: [null, 'x', [null], {}, [[]], [{}]], expect: notOfType }),
  ...tried(IMPORT, 'jurisdiction', {
    values: ['', 'nowhere', '__proto__', 'constructor', '{"$gt":""}', '../packs', 'a\u0000'],
    expect: { as: 'ERROR', code: 'BAD_USER_INPUT' },
  }),
  ...tried(IMPORT, 'system', { values: ['EPSG:4326', 'wgs84', 'CGCS2000 ', 4326, 'gcj02'], expect: notOfType }),
];

const divisions: readonly Draft[] = [
  ...tried(DIVISIONS, 'rows.0.boundary', { values: BAD_BOUNDARIES.slice(0, 45), expect: rowRefused() }),
  ...tried(DIVISIONS, 'rows.0.name', { values: badTexts(60), expect: rowRefused() }),
  ...tried(DIVISIONS, 'rows.0.name', { values: noTexts, expect: notOfType }),
  ...tried(DIVISIONS, 'rows.0.code', {
    values: [
      '',
      '41',
      '４１０１０５００００００',
      '410105000000 ',
      '41010500000x',
      '000000000000',
      '999999999999',
      '110101000000',
      '410105999000000',
      'a\u0000',
      '{"$gt":""}',
    ],
    expect: rowRefused(),
  }),
  ...tried(DIVISIONS, 'rows.0.level', { values: ['GRID', 'county', 3], expect: notOfType }),
  ...tried(DIVISIONS, 'rows.0.level', { values: ['PROVINCE', 'VILLAGE'], expect: rowRefused() }),
  ...tried(DIVISIONS, 'rows', {
    values: [[], { $list: { code: '{{county}}', name: '区' }, $times: 1_001 }],
    expect: userError('rows'),
  }),
  ...tried(DIVISIONS, 'rows', { values: [null, 'x', [null], [[]], [{}], { $ne: null }], expect: notOfType }),
  ...tried(DIVISIONS, 'jurisdiction', {
    values: ['', 'nowhere', '__proto__', '{"$gt":""}'],
    expect: { as: 'ERROR', code: 'BAD_USER_INPUT' },
  }),
];

export const boundaries: readonly Draft[] = [...grids, ...divisions];
