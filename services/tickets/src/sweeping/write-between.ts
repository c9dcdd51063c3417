import { isDeepStrictEqual } from 'node:util';

type Fields = Readonly<Record<string, unknown>>;

/** What a write changes of the fields a document is searched by, and which of them are no longer there. */
function rederived(was: Fields, is: Fields) {
  const gone = Object.keys(was).filter((key) => !(key in is));
  return {
    // Rewritten even when it did not move: a sweeper's claim has put it off.
    set: Object.entries(is).filter(([key, value]) => key === 'nextAlarmAt' || !isDeepStrictEqual(was[key], value)),
    unset: gone.length > 0 ? { $unset: Object.fromEntries(gone.map((key) => [key, ''])) } : {},
  };
}

type Written<State> = {
  /** The fields a state's document is searched by. */
  readonly derive: (state: State) => object;
  /** Fields of the state that are written in a way of their own. */
  readonly apart?: readonly (keyof State)[];
  /** What else is set. */
  readonly besides?: readonly (readonly [field: string, value: unknown])[];
};

/** The one write from a state to the next: what moved is set, and searched-by fields follow. */
export function writeBetween<State extends { readonly id: string }>(
  before: State,
  after: State,
  { derive, apart = [], besides = [] }: Written<State>,
) {
  const isLeft = (key: keyof State): boolean => key === 'id' || apart.includes(key);
  const moved = Object.entries(after).filter(([key, value]) => {
    const field = key as keyof State;
    return !isLeft(field) && before[field] !== value;
  });
  const derived = rederived(derive(before) as Fields, derive(after) as Fields);
  return { $set: Object.fromEntries([...moved, ...derived.set, ...besides]), ...derived.unset };
}
