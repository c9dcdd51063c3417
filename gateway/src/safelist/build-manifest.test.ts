import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { buildManifest } from './build-manifest.ts';
import { readManifest } from './manifest.ts';

const schema = buildSchema('type Query { a: A } type A { b: String c: A }');

const build = (files: Record<string, string>) =>
  buildManifest(
    Object.entries(files).map(([name, text]) => ({ name, text })),
    schema,
  );
const made = (files: Record<string, string>) => {
  const built = build(files);
  if ('problems' in built) throw new Error(built.problems.join('\n'));
  return built.manifest;
};

describe('a manifest of operations', () => {
  it('has each operation with just the fragments it uses, whichever file they are in', () => {
    const { operations } = made({
      'q.graphql': 'query One { a { ...f } } query Two { a { b } }',
      'f.graphql': 'fragment f on A { ...g } fragment g on A { b } fragment h on A { b }',
    });
    expect(operations.map(({ name, body }) => [name, body.match(/fragment \w/g)])).toEqual([
      ['One', ['fragment f', 'fragment g']],
      ['Two', null],
    ]);
  });

  it('can be read again', () => {
    const manifest = made({ 'q.graphql': 'query One { a { b } }' });
    expect(readManifest(JSON.stringify(manifest))).toEqual(manifest.operations);
  });

  it('is the same whatever the order of the files', () => {
    const one = 'query One { a { b } }';
    const two = 'query Two { a { c { b } } }';
    expect(made({ a: one, b: two })).toEqual(made({ a: two, b: one }));
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['an operation without a name', { q: '{ a { b } }' }, /q: an operation without a name/],
    ['two operations of one name', { q: 'query A { a { b } }', r: 'query A { a { b } }' }, /A is in q and r/],
    ['two fragments of one name', { q: 'query A { a { ...f } }', f: f('b'), g: f('c { b }') }, /f is in f and g/],
    ['what the schema does not have', { q: 'query A { x }' }, /A: Cannot query field "x"/],
    ['a fragment that is nowhere', { q: 'query A { a { ...f } }' }, /A: Unknown fragment "f"/],
  ])('is not made of %s', (_what, files, says) => {
    const built = build(files);
    expect('problems' in built && built.problems.join()).toMatch(says);
  });

  function f(selection: string): string {
    return `fragment f on A { ${selection} }`;
  }
});
