import type { Draft } from '../corpus/line.ts';
import { asked, invalid, times, tooLarge } from './drafts.ts';

const NAME = 'overlapping fields';
const conflict = invalid('conflict|too many');

/** Comparing every field with every other of its name is quadratic, and worse in nested pairs. */
export const overlap: readonly Draft[] = [
  ...[2, 10, 50, 100, 180].map((count) =>
    asked(NAME, `{ ${times(count, (n) => `a: division(code: "${n}") { code }`)} }`, conflict),
  ),
  ...[2, 20, 60].map((count) =>
    asked(
      NAME,
      `{ ${times(count, (n) => `a: division(code: "1") { b: children(first: ${n}) { nodes { code } } }`)} }`,
      conflict,
    ),
  ),
  ...[2, 10, 40].map((count) =>
    asked(
      NAME,
      `{ ${times(count, (n) => `...f${n}`)} } ${times(count, (n) => `fragment f${n} on Query { a: division(code: "${n}") { code } }`)}`,
      conflict,
    ),
  ),
  ...[2, 10, 40].map((count) =>
    asked(
      NAME,
      `{ division(code: "1") { ${times(count, (n) => `...f${n}`)} } } ${times(count, (n) => `fragment f${n} on Division { a: ${['code', 'name', 'level'][n % 3]} }`)}`,
      conflict,
    ),
  ),
  ...[40, 120, 180].map((count) =>
    asked(NAME, `{ ${times(count, () => 'a: me { roles subject }')} }`, tooLarge('别名过多|顶层字段过多')),
  ),
  ...[6, 9, 12].map((levels) =>
    asked(
      NAME,
      `{ ${times(2, () => `division(code: "1") { ${times(levels, () => 'parent {')} ...x ...y ${times(levels, () => '}')} }`)} } fragment x on Division { a: code ...y } fragment y on Division { a: name ...z } fragment z on Division { a: level }`,
      conflict,
    ),
  ),
  asked(NAME, '{ a: grid(code: "1") { id } a: division(code: "1") { code } }', conflict),
  asked(NAME, '{ a: me { subject } a: __typename }', conflict),
  asked(NAME, '{ grid(code: "1") { id } grid(code: "2") { id } }', conflict),
  asked(NAME, 'query ($a: String, $b: String) { grid(code: $a) { id } grid(code: $b) { id } }', conflict, {
    variables: { a: '1', b: '2' },
  }),
  asked(
    NAME,
    '{ grids(filter: { kind: URBAN }) { nodes { id } } grids(filter: { kind: RURAL }) { nodes { id } } }',
    conflict,
  ),
];
