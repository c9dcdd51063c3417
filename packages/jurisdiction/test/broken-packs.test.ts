import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPacks, PackError, packFor } from '../src/index.ts';

const SHIPPED = fileURLToPath(new URL('../packs', import.meta.url));
/** Ten lines that stand for a hundred million words. */
const ALIAS_BOMB = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 7 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`),
].join('\n');
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packs-'));
  cpSync(join(SHIPPED, 'puyang'), join(root, 'puyang'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function change(file: string, from: string | RegExp, to: string): void {
  const path = join(root, 'puyang', file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(path, after);
}

function problems(): string[] {
  try {
    loadPacks(root);
    return [];
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return error.problems.map(({ file, path, message }) => `${file}|${path}|${message}`);
  }
}

describe('a broken pack', () => {
  it('is sound before it is broken', () => {
    expect(problems()).toEqual([]);
  });

  it.each([
    ['a wrong enum', 'pack.yaml', 'status: IN_FORCE', 'status: VALID', 'puyang/pack.yaml|status|'],
    [
      'an unknown key',
      'pack.yaml',
      'status: IN_FORCE',
      'status: IN_FORCE\nmayor: someone',
      'puyang/pack.yaml||Unrecognized key',
    ],
    [
      'a law in force without a first day',
      'pack.yaml',
      /inForceFrom: .*/,
      'inForceFrom: null',
      'puyang/pack.yaml|inForceFrom|a regulation in force',
    ],
    [
      'a code that is not its folder',
      'pack.yaml',
      'code: puyang',
      'code: elsewhere',
      'puyang/pack.yaml|code|is elsewhere',
    ],
    [
      'an article no regulation has',
      'notice.yaml',
      '第十三条',
      '第九十条',
      'puyang/notice.yaml|fields[0].article|the regulation has no 第九十条',
    ],
    [
      'an article in another form',
      'notice.yaml',
      '第十三条',
      'art. 13',
      'puyang/notice.yaml|fields[0].article|not an article',
    ],
    [
      'a rule with neither article nor basis',
      'stages.yaml',
      /leaderMayAccept:.*/,
      'leaderMayAccept: { may: true }',
      'puyang/stages.yaml|leaderMayAccept|a rule needs',
    ],
    [
      'a rule with both',
      'stages.yaml',
      /leaderMayAccept:.*/,
      'leaderMayAccept: { may: true, basis: OPERATOR, article: 第一条 }',
      'puyang/stages.yaml|leaderMayAccept|a rule needs',
    ],
    [
      'a lead nobody is',
      'items.yaml',
      'lead: JUSTICE',
      'lead: SPACE_AGENCY',
      'puyang/items.yaml|items[0].lead|no body',
    ],
    [
      'an item under no category',
      'items.yaml',
      'category: PUBLICITY',
      'category: NOWHERE',
      'puyang/items.yaml|items[0].category|no category NOWHERE',
    ],
    [
      'an item twice',
      'items.yaml',
      'code: BASE_REGISTERS',
      'code: POLICY_PUBLICITY',
      'puyang/items.yaml|items[1].code|POLICY_PUBLICITY is used twice',
    ],
    [
      'a post the pack does not have',
      'notice.yaml',
      'INSTRUCTOR',
      'MICRO_LEADER',
      '|the pack has no role MICRO_LEADER',
    ],
    [
      'bounds upside down',
      'limits.yaml',
      'min: { amount: 1,',
      'min: { amount: 9,',
      'puyang/limits.yaml|steps.handle.NORMAL|needs min <= default <= max',
    ],
    [
      'bounds in several units',
      'limits.yaml',
      'min: { amount: 1, unit: WORKING_DAY }',
      'min: { amount: 1, unit: NATURAL_DAY }',
      '|min, default and max need one unit',
    ],
    [
      'an office that closes before it opens',
      'limits.yaml',
      '"12:00"',
      '"07:00"',
      'puyang/limits.yaml|calendar.officeWindows[0]|ends before it begins',
    ],
    [
      'office windows over each other',
      'limits.yaml',
      '"14:30"',
      '"11:00"',
      'puyang/limits.yaml|calendar.officeWindows[1]|overlaps the one before',
    ],
    [
      'a kind of file twice',
      'evidence.yaml',
      'type: image/png',
      'type: image/jpeg',
      'puyang/evidence.yaml|accepted[1].type|image/jpeg is used twice',
    ],
    ['weights that miss a hundred', 'appraisal.yaml', 'weight: 25', 'weight: 24', '|weights add up to 99, not 100'],
    ['broken YAML', 'roles.yaml', 'backgrounds:', 'backgrounds: [', 'puyang/roles.yaml||'],
    [
      'a body twice',
      'departments.yaml',
      'function: CIVIL_AFFAIRS',
      'function: PUBLIC_SECURITY',
      'PUBLIC_SECURITY is used twice',
    ],
    [
      'a supervisor nobody is',
      'stages.yaml',
      'supervision: { by: OPERATION',
      'supervision: { by: SPACE_AGENCY',
      'puyang/stages.yaml|supervision.by|no body',
    ],
    ['codes that would collide', 'grids.yaml', '{kind}', 'X', '|a grid code needs'],
    ['kinds with one letter', 'grids.yaml', 'RURAL: R', 'RURAL: U', '|kinds share a letter'],
    ['a norm upside down', 'grids.yaml', 'min: 200', 'min: 900', 'puyang/grids.yaml|norms[0]|needs min <= max'],
    ['aliases without end', 'conduct.yaml', /[\s\S]*/, ALIAS_BOMB, 'puyang/conduct.yaml||Excessive alias count'],
    ['a negative limit', 'limits.yaml', 'amount: 4', 'amount: -4', 'puyang/limits.yaml|steps.accept.NORMAL.amount|'],
  ])('names %s with its file and path', (_, file, from, to, expected) => {
    change(file, from, to);
    expect(problems().join('\n')).toContain(expected);
  });

  it('names the line', () => {
    change('pack.yaml', 'status: IN_FORCE', 'status: VALID');
    expect(() => loadPacks(root)).toThrow(/puyang\/pack\.yaml:\d+: status: Invalid option/);
  });

  it('names a missing file', () => {
    rmSync(join(root, 'puyang', 'notice.yaml'));
    expect(problems()).toEqual(['puyang/notice.yaml||is missing']);
  });

  it('names a file that is no part of a pack', () => {
    writeFileSync(join(root, 'puyang', 'notes.txt'), '');
    expect(problems()).toEqual(['puyang/notes.txt||is no file of a pack']);
  });

  it('tells all its problems at once, in one message', () => {
    change('pack.yaml', 'status: IN_FORCE', 'status: VALID');
    change('notice.yaml', '第十三条', 'art. 13');
    rmSync(join(root, 'puyang', 'conduct.yaml'));
    expect(() => loadPacks(root)).toThrow(
      /3 problem\(s\)[\s\S]*pack\.yaml:\d+: status[\s\S]*notice\.yaml:\d+: fields\[0\][\s\S]*conduct\.yaml: is missing/,
    );
  });

  it('does not hide the problems of the next pack', () => {
    cpSync(join(root, 'puyang'), join(root, 'other'), { recursive: true });
    change('pack.yaml', 'status: IN_FORCE', 'status: VALID');
    expect(problems()).toEqual([
      expect.stringContaining('other/pack.yaml|code'),
      expect.stringContaining('puyang/pack.yaml|status'),
    ]);
  });

  it('may not claim the territory of another', () => {
    cpSync(join(root, 'puyang'), join(root, 'other'), { recursive: true });
    const path = join(root, 'other', 'pack.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('code: puyang', 'code: other'));
    expect(problems()).toEqual(['puyang/pack.yaml|territory.prefixes|4109 is already the territory of other']);
  });

  it('an empty folder of packs is a problem too', () => {
    rmSync(join(root, 'puyang'), { recursive: true });
    expect(problems()).toEqual(['.||holds no pack']);
  });
});

describe('a sixth pack', () => {
  it('[X02] is a new folder and no code', () => {
    cpSync(SHIPPED, root, { recursive: true });
    cpSync(join(SHIPPED, 'jiangsu'), join(root, 'suzhou'), { recursive: true });
    const path = join(root, 'suzhou', 'pack.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('code: jiangsu', 'code: suzhou').replace('"32"', '"3205"'));
    const packs = loadPacks(root);
    expect([packs.size, packFor('320505001001', packs)?.code, packFor('320102001001', packs)?.code]).toEqual([
      6,
      'suzhou',
      'jiangsu',
    ]);
  });
});
