import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '../events/index.ts';
import { asyncApiDocument } from './asyncapi-document.ts';
import { breakingChanges, messageProblems, messagesOf } from './breaking-changes.ts';

describe('the AsyncAPI document', () => {
  it('is the committed one: run "pnpm asyncapi" after changing an event', () => {
    const committed: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../../docs/asyncapi.json'), 'utf8'),
    );
    expect(JSON.parse(JSON.stringify(asyncApiDocument([...EVENT_TYPES.values()])))).toEqual(committed);
  });

  it('describes every event in Chinese, then in English', () => {
    for (const { type, description } of EVENT_TYPES.values()) {
      expect([
        type,
        /[一-鿿]/.test(description.split('\n')[0] ?? ''),
        /[a-z]/i.test(description.split('\n')[1] ?? ''),
      ]).toEqual([type, true, true]);
    }
  });
});

describe('released events', () => {
  const released: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../released/asyncapi.json'), 'utf8'));
  const current: unknown = JSON.parse(JSON.stringify(asyncApiDocument([...EVENT_TYPES.values()])));

  it('are still read by those who read them: what would break them is a .v2', () => {
    expect(messageProblems(messagesOf(released), messagesOf(current))).toEqual([]);
  });

  it('do not vanish', () => {
    expect(messageProblems({ gone: { payload: { type: 'object' } } }, {})).toEqual(['gone: / is gone']);
  });
});

describe('a change of a published event', () => {
  const published = {
    type: 'object',
    properties: {
      id: { type: 'string' },
      kind: { enum: ['A', 'B'] },
      rows: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer' } } } },
    },
    required: ['id'],
  };

  it('may add an optional field', () => {
    expect(
      breakingChanges(published, { ...published, properties: { ...published.properties, more: { type: 'string' } } }),
    ).toEqual([]);
  });

  it.each([
    [
      'takes a field away',
      { ...published, properties: { kind: published.properties.kind, rows: published.properties.rows } },
      '/id is gone',
    ],
    ['no longer promises a field', { ...published, required: [] }, '/id is no longer always there'],
    [
      'changes a type',
      { ...published, properties: { ...published.properties, id: { type: 'number' } } },
      '/id was string, is number',
    ],
    [
      'adds a value readers do not know',
      { ...published, properties: { ...published.properties, kind: { enum: ['A', 'B', 'C'] } } },
      '/kind may now be C',
    ],
    [
      'changes what lies deep inside',
      {
        ...published,
        properties: {
          ...published.properties,
          rows: { type: 'array', items: { type: 'object', properties: { n: { type: 'string' } } } },
        },
      },
      '/rows[]/n was integer, is string',
    ],
  ])('breaks readers when it %s', (_what, current, problem) => {
    expect(breakingChanges(published, current)).toEqual([problem]);
  });
});
