import DataLoader from 'dataloader';

/** A per-request loader: any number of keys of one type cost one call of `read`, missing ones resolve to null. */
export function createLoader<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): DataLoader<Key, Row | null> {
  return new DataLoader(
    async (keys) => {
      const rows = new Map((await read(keys)).map((row) => [keyOf(row), row]));
      return keys.map((key) => rows.get(key) ?? null);
    },
    { maxBatchSize: 1_000 },
  );
}
