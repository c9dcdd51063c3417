import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentSchema } from '@gridlink/gateway';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';

const ROOT = join(import.meta.dirname, '../..');
const guide = readFileSync(join(ROOT, 'docs/integrators.md'), 'utf8');
const schema = buildSchema(readFileSync(join(ROOT, 'gateway/schema.graphql'), 'utf8'));

const examples = [...guide.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, document = '']) => document);
const defaults = environmentSchema.unwrap().shape;
const byDefault = (
  name: 'MAX_DEPTH' | 'MAX_ALIASES' | 'MAX_DIRECTIVES' | 'MAX_ROOT_FIELDS' | 'MAX_COST' | 'MAX_TOKENS',
): string => defaults[name].parse(undefined).toLocaleString('en-US');

describe('the guide for integrators', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
  });

  it.each(examples.map((document) => [/(?:query|mutation) (\w+)/.exec(document)?.[1] ?? '', document]))(
    'asks in %s what the schema has',
    (_name, document) => {
      expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
    },
  );

  it.each([
    ['depth, aliases, directives, fields', ['MAX_DEPTH', 'MAX_ALIASES', 'MAX_DIRECTIVES', 'MAX_ROOT_FIELDS']],
    ['objects an answer may hold', ['MAX_COST']],
    ['tokens of a document', ['MAX_TOKENS']],
  ] as const)('names the limits of the gateway: %s', (limit, names) => {
    const row = guide.split('\n').find((line) => line.startsWith(`| ${limit}`)) ?? '';
    expect(row).toContain(`| ${names.map(byDefault).join(', ')}`);
  });
});
