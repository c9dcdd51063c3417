import { describe, expect, it } from '@jest/globals';
import { descriptionProblems } from './descriptions.ts';
import { linesThatDiffer } from './line-difference.ts';

describe('descriptions of a schema', () => {
  it.each([
    ['type A { "名\\nName." x: Int }', 'A has no description'],
    ['"甲\\nA." type A { x: Int }', 'A.x has no description'],
    ['"甲\\nA." type A { "名\\nName." x(y: Int): Int }', 'A.x.y has no description'],
    ['"甲\\nA." input A { x: Int }', 'A.x has no description'],
    ['"甲\\nA." enum A { X }', 'A.X has no description'],
    ['scalar A', 'A has no description'],
    ['"Only English.\\nHere." scalar A', 'A has no Chinese first line'],
    ['"只有中文" scalar A', 'A has no English second line'],
    ['"甲\\nA.\\nb\\nc\\nd" scalar A', 'A has a description of more than three lines'],
  ])('%s: %s', (schema, problem) => {
    expect(descriptionProblems(schema)).toEqual([problem]);
  });

  it('may go on for a third line, and root types need none', () => {
    expect(descriptionProblems('type Query { "甲\\nA.\\nMore." x: Int }')).toEqual([]);
  });
});

describe('the difference of two texts', () => {
  it.each([
    ['a\nb', 'a\nb', []],
    ['a\nb', 'a\nc', ['- b', '+ c']],
    ['a\nb', 'b\na', ['the same lines in another order']],
  ])('of %j and %j is %j', (before, after, lines) => {
    expect(linesThatDiffer(before, after)).toEqual(lines);
  });
});
