/** Words that choose a phrase have to be real ones; everything else a message puts in is left open. */
const REAL: Readonly<Record<string, unknown>> = { status: 'DRAFT', wanted: 'PUBLISHED', level: 'TOWN' };
const OPEN = '…';

function answer(property: string | symbol): unknown {
  if (property === Symbol.toPrimitive) return (hint: string) => (hint === 'string' ? OPEN : 0);
  if (property === Symbol.iterator) return () => [OPEN][Symbol.iterator]();
  if (property === 'map') return (each: (value: unknown) => unknown) => [each(blank())];
  if (property === 'length') return 1;
  return typeof property === 'string' && property in REAL ? REAL[property] : blank();
}

/** A value that can be asked for anything and puts "…" into every text. */
export const blank = (): unknown => new Proxy(() => blank(), { get: (_target, property) => answer(property) });

/** A refusal of a kind whose other parts are left open, for the words of its service. */
export const exampleOf = (known: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  new Proxy(known, {
    get: (target, property) =>
      typeof property === 'string' && property in target ? target[property] : answer(property),
  });
