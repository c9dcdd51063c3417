import { describe, expect, it } from '@jest/globals';
import { accessDocument, accessIndex } from './access/access-document.ts';
import { accessRules } from './access/access-rules.ts';
import { accessSources } from './access/access-sources.ts';
import { isCurrent, table } from './document.ts';

const sources = accessSources();

describe('documents written from the code', () => {
  it.each([accessIndex(sources), ...sources.map(accessDocument)].map((document) => [document.path, document] as const))(
    '[X03] %s is current (else: pnpm access)',
    (_path, document) => {
      expect(isCurrent(document)).toBe(true);
    },
  );
});

describe('the rules of a service', () => {
  const SDL = `type Query { grid: Grid @access(to: ["ANYONE"]) grids: [Grid] @access(to: ["ANYONE"]) }
    type Grid @access(to: ["AUDITOR"]) { id: ID code: ID name: String @access(to: ["ADMIN"]) }`;

  it('are one a query, and one a group of fields with the same roles', () => {
    expect(accessRules({ name: 'grid', typeDefs: SDL })).toEqual([
      { type: 'Query', fields: ['grid'], access: ['ANYONE'] },
      { type: 'Query', fields: ['grids'], access: ['ANYONE'] },
      { type: 'Grid', fields: ['id', 'code'], access: ['AUDITOR'] },
      { type: 'Grid', fields: ['name'], access: ['ADMIN'] },
    ]);
  });
});

describe('a table', () => {
  it('keeps a cell in its cell', () => {
    expect(table(['a'], [['x | y\nz']])).toBe('| a |\n|---|\n| x \\| y z |');
  });
});
