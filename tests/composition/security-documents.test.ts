import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'docs/security');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

/** What a document names in the tree: everything between backticks that begins with one of its top folders, or is one of its files. */
const namedIn = (text: string): string[] =>
  [
    ...text.matchAll(/`((?:services|gateway|packages|stack|drills|tests|deploy|docs|bench)\/[^`*{ ]+|[\w-]+\.yaml)`/g),
  ].map(([, path = '']) => path);

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they are numbered from 1 without gaps. */
const SECTIONS =
  'V1.1:2 V1.2:9 V1.3:11 V1.4:3 V1.5:2 V2.1:3 V2.2:3 V2.3:4 V2.4:1 V3.2:2 V3.3:4 V3.4:6 V3.5:5 V3.7:2 V4.1:3 V4.2:1 V4.3:2 V4.4:4 ' +
  'V5.1:1 V5.2:3 V5.3:2 V5.4:3 V6.1:3 V6.2:12 V6.3:4 V6.4:4 V6.5:5 V6.6:3 V6.8:4 V7.1:3 V7.2:4 V7.3:2 V7.4:5 V7.5:2 V7.6:2 ' +
  'V8.1:2 V8.2:3 V8.3:1 V8.4:1 V9.1:3 V9.2:4 V10.1:2 V10.2:2 V10.3:4 V10.4:11 V10.5:5 V10.6:2 V10.7:3 V11.1:2 V11.2:3 V11.3:3 ' +
  'V11.4:4 V11.5:1 V11.6:1 V12.1:3 V12.2:2 V12.3:4 V13.1:1 V13.2:5 V13.3:2 V13.4:5 V14.1:2 V14.2:4 V14.3:3 V15.1:3 V15.2:3 ' +
  'V15.3:7 V16.1:1 V16.2:5 V16.3:4 V16.4:3 V16.5:3 V17.1:1 V17.2:4 V17.3:2';
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
const required = SECTIONS.split(' ').flatMap((section) => {
  const [name, count] = section.split(':');
  return upTo(Number(count)).map((number) => `${name}.${number}`);
});

const rows = [...read('asvs.md').matchAll(/^\| (V\d+\.\d+)\.(\d+)(?:-(\d+))? \| ([^|]+) \|/gm)].map(
  ([, section, from, to, state = '']) => ({ section, from: Number(from), to: Number(to ?? from), state: state.trim() }),
);

describe('the documents on security', () => {
  it.each(readdirSync(FOLDER))('%s names only what is there', (name) => {
    expect(namedIn(read(name)).filter((path) => !existsSync(join(ROOT, path)) && path !== 'compose.yaml')).toEqual([]);
  });

  it('answer every requirement of ASVS level 2 once', () => {
    const answered = rows.flatMap(({ section, from, to }) =>
      upTo(to)
        .slice(from - 1)
        .map((number) => `${section}.${number}`),
    );
    expect(answered.toSorted()).toEqual(required.toSorted());
  });

  it('count all 253 of them', () => {
    expect(required).toHaveLength(253);
  });

  it('say a known state everywhere', () => {
    const known = ['met', 'partly', 'not met', 'operator', 'n/a'];
    expect(rows.filter(({ state }) => !known.includes(state))).toEqual([]);
  });
});
