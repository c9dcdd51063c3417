/** A map that forgets what was not used for longest once it is full. */
export type BoundedCache<Key, Value> = {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  /** The least recently used first. */
  values(): readonly Value[];
  readonly size: number;
};

export function createBoundedCache<Key, Value>(limit: number): BoundedCache<Key, Value> {
  // A Map keeps the order of insertion: what is used is put in again, so the first key is always the one to forget.
  const entries = new Map<Key, Value>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= limit) return;
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    },
    delete(key) {
      entries.delete(key);
    },
    values: () => [...entries.values()],
    get size() {
      return entries.size;
    },
  };
}
