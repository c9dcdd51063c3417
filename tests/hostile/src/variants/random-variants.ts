import type { Chance } from '../corpus/chance.ts';
import type { Line } from '../corpus/line.ts';

const NOISE = [
  '\u0000',
  '\u202e',
  '"',
  '\\',
  '{',
  '}',
  '(',
  ')',
  '$',
  '@',
  '...',
  '"""',
  '\n',
  '１',
  '😀',
  '\ud800',
] as const;

/** One character put in, left out or doubled. */
function disturbed(text: string, chance: Chance): string {
  const at = chance.int(0, text.length);
  const [head, tail] = [text.slice(0, at), text.slice(at)];
  switch (chance.int(0, 2)) {
    case 0:
      return head + chance.pick(NOISE) + tail;
    case 1:
      return head + tail.slice(1);
    default:
      return head + tail.slice(0, 1) + tail;
  }
}

/** What is asked of a disturbed request: an answer that is one, in time, with nothing of the machinery in it. Whether it is refused depends on chance. */
const ANY_ANSWER = { as: 'ANY' } as const;

/** The corpus's own documents with a few characters disturbed: what nobody thought of. */
export function randomVariants(lines: readonly Line[], count: number, chance: Chance): Line[] {
  const plain = lines.filter(({ request }) => request.kind === 'graphql' && typeof request.query === 'string');
  return Array.from({ length: count }, (_, number): Line => {
    const line = chance.pick(plain);
    if (line.request.kind !== 'graphql' || typeof line.request.query !== 'string') throw new Error('not a document');
    let query = line.request.query;
    for (let times = chance.int(1, 4); times > 0; times--) query = disturbed(query, chance);
    return {
      ...line,
      id: `random-${number}`,
      class: 'random',
      request: { ...line.request, query },
      expect: ANY_ANSWER,
    };
  });
}
