import { isDeepStrictEqual } from 'node:util';

type Fields = Readonly<Record<string, unknown>>;

/** What a write changes of the fields a document is searched by, and which of them are no longer there. */
export function rederived(was: Fields, is: Fields) {
  const gone = Object.keys(was).filter((key) => !(key in is));
  return {
    // Rewritten even when it did not move: a sweeper's claim has put it off.
    set: Object.entries(is).filter(([key, value]) => key === 'nextAlarmAt' || !isDeepStrictEqual(was[key], value)),
    unset: gone.length > 0 ? { $unset: Object.fromEntries(gone.map((key) => [key, ''])) } : {},
  };
}
