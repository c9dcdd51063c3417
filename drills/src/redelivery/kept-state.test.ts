import { describe, expect, it } from '@jest/globals';
import { differences, type Found } from './kept-state.ts';

const found = (documents: Readonly<Record<string, string>>): Found => ({
  service: 'tickets',
  collection: 'grids',
  own: [],
  from: 'NOTHING',
  documents: new Map(Object.entries(documents)),
  digest: '',
});
const clean = found({ a: '{"name":"one"}', b: '{"name":"two"}' });

describe('what was kept after a disturbed delivery', () => {
  it('is found to be the same where every byte is', () => {
    expect(differences(clean, found({ b: '{"name":"two"}', a: '{"name":"one"}' }))).toEqual([]);
  });

  it.each([
    ['lacks one', { a: '{"name":"one"}' }, 'tickets.grids lacks b'],
    [
      'differs',
      { a: '{"name":"one"}', b: '{"name":"twelve"}' },
      'tickets.grids b: {"name":"two"} became {"name":"twelve"}',
    ],
  ])('is found when it %s', (_what, documents, sentence) => {
    expect(differences(clean, found(documents as Record<string, string>))).toEqual([sentence]);
  });

  it('is found when it has one too many', () => {
    expect(differences(clean, found({ a: '{"name":"one"}', b: '{"name":"two"}', c: '{}' }))).toHaveLength(1);
  });
});
