import type { Draft } from '../corpus/line.ts';
import { asked, invalid, SYNTAX, times, tooLarge } from './drafts.ts';

const NAME = 'fragments';
const RING = invalid('Cannot spread fragment|never used|too many');

function rings(): Draft[] {
  return [1, 2, 3, 5, 8, 20, 60].flatMap((count) => [
    asked(NAME, `{ ...f0 } ${times(count, (n) => `fragment f${n} on Query { ...f${(n + 1) % count} }`)}`, RING),
    asked(NAME, `{ __typename } ${times(count, (n) => `fragment f${n} on Query { ...f${(n + 1) % count} }`)}`, RING),
    asked(
      NAME,
      `{ division(code: "1") { ...f0 } } ${times(count, (n) => `fragment f${n} on Division { parent { ...f${(n + 1) % count} } }`)}`,
      RING,
    ),
  ]);
}

/** Each spreads the next twice: two to the power of their number when unfolded. */
function doubling(): Draft[] {
  const large = tooLarge('过多|过深');
  return [
    ...[12, 16, 24, 32, 60].map((count) =>
      asked(
        NAME,
        `{ division(code: "1") { ...f0 } } ${times(count, (n) => `fragment f${n} on Division { a: parent { ...f${n + 1} } b: parent { ...f${n + 1} } }`)} fragment f${count} on Division { code }`,
        large,
      ),
    ),
    ...[12, 16, 24, 32, 60].map((count) =>
      asked(
        NAME,
        `{ division(code: "1") { ...f0 } } ${times(count, (n) => `fragment f${n} on Division { x${n}: code ...f${n + 1} ...f${n + 1} }`)} fragment f${count} on Division { y: code }`,
        large,
      ),
    ),
    ...[6, 8, 10].map((count) =>
      asked(
        NAME,
        `{ ...f0 } ${times(count, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} ...f${n + 1} }`)} fragment f${count} on Query { me { subject } }`,
        large,
      ),
    ),
  ];
}

function misfits(): Draft[] {
  const one = (document: string, says: string): Draft => asked(NAME, document, invalid(says));
  const types = ['String', 'Int', 'DateTime', 'GridKind', 'PointInput', 'JSON'];
  return [
    ...types.map((type) => one(`{ ...f } fragment f on ${type} { a }`, 'cannot condition on non composite')),
    ...types.map((type) => one(`{ grid(code: "1") { ... on ${type} { a } } }`, 'cannot condition on non composite')),
    ...['Ticket', 'Organization', 'Person', 'Query', 'Mutation', 'GridPlace'].map((type) =>
      one(`{ grid(code: "1") { ... on ${type} { __typename } } }`, 'can never be of type'),
    ),
    ...['Nowhere', 'Users', '_Any', '_Entity', '_Service', 'join__Graph', 'link__Import'].map((type) =>
      one(`{ ...f } fragment f on ${type} { a }`, 'Unknown type|cannot condition'),
    ),
    ...[1, 50, 300].map((count) => one(`{ ${times(count, (n) => `...nowhere${n}`)} }`, 'Unknown fragment|too many')),
    ...[1, 50, 150].map((count) =>
      one(`{ __typename } ${times(count, (n) => `fragment f${n} on Query { __typename }`)}`, 'never used|too many'),
    ),
    ...[2, 40].map((count) =>
      one(`{ ...f } ${times(count, () => 'fragment f on Query { __typename }')}`, 'only one fragment named'),
    ),
    ...[
      'fragment on on Query { a }',
      '{ ...on }',
      'fragment f { a }',
      'fragment f on { a }',
      '{ ... on { a } }',
      '{ ... on }',
      '{ ...@ }',
      'fragment f on Query',
    ].map((document) => asked(NAME, document, SYNTAX)),
    ...['fragment f on Query { __typename }', 'fragment true on Query { __typename }'].map((document) =>
      asked(NAME, document, { as: 'ERROR', status: 400 }),
    ),
  ];
}

export const fragments: readonly Draft[] = [...rings(), ...doubling(), ...misfits()];
