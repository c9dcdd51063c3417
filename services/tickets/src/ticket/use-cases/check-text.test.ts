import { describe, expect, it } from '@jest/globals';
import { evidenceProblems, textProblems } from './check-text.ts';

describe('evidence', () => {
  it.each([
    'https://files.example/1.jpg',
    'http://files.example/1',
    'urn:gridlink:evidence:1',
    'object://1',
    's3://bucket/1',
  ])('may lie at %s', (uri) => {
    expect(evidenceProblems([{ name: '照片', uri }])).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'vbscript:x',
    'https://files.example/a\u202eb',
    'https:// files.example',
    'photo.jpg',
    '',
  ])('may not lie at %j', (uri) => {
    expect(evidenceProblems([{ name: '照片', uri }]).map(({ code }) => code)).toEqual(['INVALID_URI']);
  });
});

describe('a text of an input', () => {
  const rule = { field: 'title', label: '标题', max: 10 };

  it.each([
    ['two lines where one is asked for', '井盖\n缺失', 'FORBIDDEN_CHARACTER'],
    ['a hidden character', '井盖\u200b缺失', 'FORBIDDEN_CHARACTER'],
    ['eleven characters', '井'.repeat(11), 'TOO_LONG'],
  ])('is refused with %s', (_what, text, code) => {
    expect(textProblems(text, rule).map((problem) => problem.code)).toEqual([code]);
  });

  it('may have lines where its place has them', () => {
    expect(textProblems('井盖\n缺失', { ...rule, lines: true })).toEqual([]);
  });
});
