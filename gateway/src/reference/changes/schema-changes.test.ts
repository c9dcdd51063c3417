import { describe, expect, it } from '@jest/globals';
import { announcementsIn, surprises } from './announcements.ts';
import { nextVersion, RELEASES_BELOW, releaseSection, withRelease } from './changelog.ts';
import { dayOf, readSchemas } from './released.ts';
import { schemaChanges } from './schema-changes.ts';

const SDL =
  'type Query { note: String @deprecated(reason: "gone on 2027-01-01") name(first: Int): String kind: Kind } enum Kind { A B }';

describe('a change of the schema', () => {
  it.each([
    ['a new field', SDL.replace('kind:', 'more: Int kind:'), 'safe'],
    ['a new value', SDL.replace('A B', 'A B C'), 'dangerous'],
    ['a field gone', SDL.replace('kind: Kind', ''), 'breaking'],
    ['an argument demanded', SDL.replace('first: Int', 'first: Int!'), 'breaking'],
    ['a value gone', SDL.replace('A B', 'A'), 'breaking'],
    ['a field that may now be null', SDL.replace('name(first: Int): String', 'name(first: Int): Int'), 'breaking'],
  ] as const)('%s is told', async (_what, after, level) => {
    expect((await schemaChanges(SDL, after))[level]).toHaveLength(1);
  });

  it('is none when only words change', async () => {
    const { breaking, dangerous, safe } = await schemaChanges(SDL, SDL.replace('enum Kind', '"种类" enum Kind'));
    expect([...breaking, ...dangerous, ...safe]).toEqual([]);
  });
});

describe('a breaking change', () => {
  const without = (field: string): string => SDL.replace(field, '');
  const NOTE = 'note: String @deprecated(reason: "gone on 2027-01-01")';
  const table = (path: string, from: string): string =>
    `| element | from | why |\n|---|---|---|\n| \`${path}\` | ${from} | superseded |`;
  const told = async (after: string, changelog: string, today = '2027-01-02'): Promise<string[]> => {
    const { breaking } = await schemaChanges(SDL, after);
    return surprises(breaking, { released: SDL, announced: announcementsIn(changelog), today });
  };

  it('passes when deprecated, announced and due', async () => {
    expect(await told(without(NOTE), table('Query.note', '2027-01-01'))).toEqual([]);
  });

  it.each([
    ['nobody announced', NOTE, '', '2027-01-02', 'it is not announced'],
    ['comes before its day', NOTE, table('Query.note', '2027-01-01'), '2026-12-31', 'it is announced for 2027-01-01'],
    [
      'was not deprecated first',
      'kind: Kind',
      table('Query.kind', '2027-01-01'),
      '2027-01-02',
      'the released schema does not mark it @deprecated',
    ],
  ])('is refused when it %s', async (_why, field, changelog, today, reason) => {
    expect((await told(without(field), changelog, today)).map((line) => line.split('; ')[1])).toEqual([reason]);
  });
});

describe('a release', () => {
  const none = { breaking: [], dangerous: [], safe: [] };
  const change = { kind: 'FIELD_REMOVED', path: 'Query.note', message: 'note is gone' };

  it.each([
    ['1.2.0', none, '1.3.0'],
    ['1.2.0', { ...none, breaking: [change] }, '2.0.0'],
  ])('after %s counts on', (version, changes, next) => {
    expect(nextVersion(version, changes)).toBe(next);
  });

  it('is put on top of the changelog', () => {
    const section = releaseSection({ version: '2.0.0', date: '2027-01-02' }, { ...none, breaking: [change] });
    expect(withRelease(`${RELEASES_BELOW}\n\n## 1.0.0`, section)).toBe(
      `${RELEASES_BELOW}\n\n## 2.0.0 (2027-01-02)\n\n**Breaking**\n\n- note is gone\n\n## 1.0.0`,
    );
  });
});

describe('the committed schema', () => {
  it('breaks nothing that was released, unless clients were told (pnpm schema:diff)', async () => {
    const { current, released, changelog } = readSchemas();
    const { breaking } = await schemaChanges(released, current);
    const announced = announcementsIn(changelog);
    expect(surprises(breaking, { released, announced, today: dayOf(new Date()) })).toEqual([]);
  });
});
