import { barRows } from './bars/bar-lines.ts';
import { qualityBars } from './bars/quality-bars.ts';
import { readResult } from './report/result-files.ts';
import { table } from './report/table.ts';

console.log(table(barRows(qualityBars, readResult)).join('\n'));
