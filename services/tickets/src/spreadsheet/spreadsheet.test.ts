import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import readWorkbook from 'read-excel-file/node';
import { readCsv } from '../standard/domain/csv.ts';
import type { Cell } from './cell.ts';
import { csvLine } from './csv-line.ts';
import { xlsx } from './xlsx.ts';

const AT = new Date('2026-03-02T02:00:00Z');

async function* pagesOf(...pages: Cell[][][]): AsyncGenerator<Cell[][]> {
  for (const page of pages) yield page;
}

const sheetsOf = async (pages: AsyncIterable<Cell[][]>, most?: number) =>
  readWorkbook(await buffer(xlsx({ name: '工单', head: ['甲', '乙'], pages, at: AT }, most)));

describe('a line of a comma-separated file', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠A'])(
    'is never a formula: %j',
    (text) => {
      expect(readCsv(csvLine([text]))).toEqual([[`'${text}`]]);
    },
  );

  it('is read back as it was written, quotes, commas and line breaks too', () => {
    const cells = ['井盖"破损"', '甲,乙', '一\n二', '410105001001'];
    expect(readCsv(csvLine(cells))).toEqual([cells]);
  });

  it('tells instants in China’s time, numbers as they are, nothing as nothing', () => {
    expect(readCsv(csvLine([AT, -1.5, true, false, null]))).toEqual([['2026-03-02 10:00:00', '-1.5', '是', '否', '']]);
  });
});

describe('a workbook', () => {
  it('[E13] keeps codes as texts, words as they were written, and makes no formula of them', async () => {
    const rows = [
      ['410105001001', '=HYPERLINK("http://x")'],
      ['<b>&"\u{1F525}', '一\n二'],
      [113.705, null],
    ];
    const [sheet] = await sheetsOf(pagesOf(rows));
    expect([sheet?.sheet, sheet?.data]).toEqual(['工单', [['甲', '乙'], ...rows]]);
  });

  it('leaves out what XML cannot hold', async () => {
    const [sheet] = await sheetsOf(pagesOf([['a\u0000b\uD800c', 'd']]));
    expect(sheet?.data[1]).toEqual(['a\uFFFDb\uFFFDc', 'd']);
  });

  it('goes on in another sheet where one is full', async () => {
    const page = (name: string): Cell[][] => [1, 2].map((number) => [`${name}${number}`, number]);
    const sheets = await sheetsOf(pagesOf(page('a'), page('b'), page('c')), 5);
    expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
      ['工单', 5],
      ['工单 2', 3],
    ]);
  });

  it('of nothing is its head', async () => {
    const [sheet] = await sheetsOf(pagesOf());
    expect(sheet?.data).toEqual([['甲', '乙']]);
  });

  it('breaks off where its rows do', async () => {
    const broken = (async function* (): AsyncGenerator<Cell[][]> {
      yield [['a', 1]];
      throw new Error('the database is away');
    })();
    await expect(buffer(xlsx({ name: '工单', head: [], pages: broken, at: AT }))).rejects.toThrow('away');
  });
});
