import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { environmentSchema } from '../src/environment.ts';

const ROOT = join(import.meta.dirname, '../..');
const guide = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
const readme = readFileSync(join(ROOT, 'gateway/README.md'), 'utf8');
const sources = globSync('{gateway,services/*,packages/*}/src/**/*.ts', { cwd: ROOT })
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n');

/** Every name in backquotes, also those that an alternative in braces stands for. */
const named = (text: string): string =>
  text.replaceAll(/(\w*)\{([A-Z,_]+)\}(\w*)/g, (_whole, before, middle, after) =>
    middle
      .split(',')
      .map((part: string) => `${before}${part}${after}`)
      .join(' '),
  );

describe('the guide for operators', () => {
  it.each([...new Set(guide.match(/gridlink_[a-z]+(?:_[a-z]+)+/g))])('speaks of a figure that there is: %s', (name) => {
    const base = name.replace(/_(?:count|sum|bucket)$/, '');
    expect([name, base].some((candidate) => sources.includes(`'${candidate}'`))).toBe(
      // Databases are named alike.
      !/^gridlink_(?:grid|personnel|tickets|dataexchange)$/.test(name),
    );
  });
});

describe('the gateway’s README', () => {
  it.each(Object.keys(environmentSchema.unwrap().shape))('explains %s', (name) => {
    expect(named(readme)).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
