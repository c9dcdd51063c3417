import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createWorkingCalendar, loadPacks, PackError } from '../src/index.ts';

const SHIPPED = fileURLToPath(new URL('../packs', import.meta.url));
const FILES = [
  'pack',
  'grids',
  'notice',
  'roles',
  'departments',
  'items',
  'stages',
  'limits',
  'conduct',
  'appraisal',
  'data',
  'evidence',
];
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'packs-'));
  cpSync(join(SHIPPED, 'jiangsu'), join(root, 'jiangsu'), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

const damage = fc.record({
  file: fc.constantFrom(...FILES),
  line: fc.nat({ max: 300 }),
  to: fc.oneof(
    fc.constantFrom(
      '',
      '- x',
      'x: y',
      '  article: 第一条',
      'basis: OPERATOR',
      '&a *a',
      '? {',
      'label: null',
      '__proto__: { a: 1 }',
      '\t',
    ),
    fc.string({ maxLength: 20 }),
  ),
});

it('loads a damaged pack, or refuses it with its problems, and never breaks in another way', () => {
  fc.assert(
    fc.property(damage, ({ file, line, to }) => {
      const path = join(root, 'jiangsu', `${file}.yaml`);
      const sound = readFileSync(path, 'utf8');
      const lines = sound.split('\n');
      lines[line % lines.length] = to;
      writeFileSync(path, lines.join('\n'));
      try {
        for (const pack of loadPacks(root).values()) createWorkingCalendar(pack).isWorkingDay('2026-06-01');
      } catch (error) {
        expect(error).toBeInstanceOf(PackError);
        expect((error as PackError).problems.length).toBeGreaterThan(0);
      } finally {
        writeFileSync(path, sound);
      }
    }),
    { numRuns: 40 },
  );
});
