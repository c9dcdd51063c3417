import { bar, type Measurement, ownStack, type Row, serverVersions } from '@gridlink/bench';
import { buildCountry } from '../country/country.ts';
import { type Asked, askAtRandom, type FoundLeak } from './ask-at-random.ts';

const FULL = { questions: 1_000_000, milliseconds: 3_600_000 } as const;
const QUICK = { questions: 8_000, milliseconds: 20_000 } as const;
const SHOWN = 5;
/** Types of which a run that means anything has shown some. */
const TYPES_SHOWN = { quick: 10, full: 14 } as const;

const told = ({ type, at, caller, target, shown, query, variables }: FoundLeak): string =>
  `${target} showed ${type} at ${at} to ${JSON.stringify(caller)}: ${JSON.stringify(shown)?.slice(0, 300)}; asked ${JSON.stringify({ query, variables })}`;

const rowsOf = ({ seen }: Asked): Row[] =>
  [...seen]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([type, count]) => ({ 'looked at': type, 'objects shown and judged': count }));

/** A1, the second half: nobody is shown what lies outside the own scope, whatever is asked. */
export const drillScope: Measurement = async ({ quick, say }) => {
  const { stack, end } = await ownStack({ say });
  try {
    const country = await buildCountry(stack);
    const asked = await askAtRandom(country, { seed: country.seed, ...(quick ? QUICK : FULL) });
    for (const leak of asked.leaks.slice(0, SHOWN)) say(told(leak));
    for (const one of [...new Set(asked.broken)].slice(0, SHOWN)) say(one);
    const targets = [...asked.perTarget].map(([target, count]) => `${target} ${count}`).join(', ');
    return {
      seed: country.seed,
      rounds: 1,
      versions: serverVersions(stack),
      notes: [
        `${asked.questions} questions in ${asked.operations} operations by ${asked.callers} callers in ${asked.seconds.toFixed(0)} s: ${targets}`,
        'a question is one field of Query or one look-up of entities, with arguments of chance: names of what lies inside and outside, cursors of others',
        'the oracle reads the stored documents and knows nothing of the services',
      ],
      rows: rowsOf(asked),
      bars: [
        bar('A1', 'objects shown outside their scope', { value: asked.leaks.length, unit: '', limit: { atMost: 0 } }),
        bar('A1', 'questions asked', {
          value: asked.questions,
          unit: '',
          limit: { atLeast: quick ? 1_000 : FULL.questions },
        }),
        bar('A1', 'answers that were errors of ours', { value: asked.broken.length, unit: '', limit: { atMost: 0 } }),
        bar('A1', 'types shown to somebody', {
          value: asked.seen.size,
          unit: '',
          limit: { atLeast: quick ? TYPES_SHOWN.quick : TYPES_SHOWN.full },
        }),
      ],
    };
  } finally {
    await end();
  }
};
