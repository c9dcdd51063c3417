import type { PageRequest } from '@gridlink/subgraph-kit';
import DataLoader from 'dataloader';

/** A page of what belongs to one owner, such as the children of a division. */
export type PageKey = { readonly owner: string; readonly page: PageRequest };

type ReadPages<Row> = (owners: readonly string[], page: PageRequest) => Promise<ReadonlyMap<string, readonly Row[]>>;

/** A per-request loader of pages: all owners that ask for the same page are read by one command. */
export function createPageLoader<Row>(read: ReadPages<Row>): DataLoader<PageKey, readonly Row[], string> {
  const nameOf = ({ page }: PageKey): string => JSON.stringify(page);
  return new DataLoader<PageKey, readonly Row[], string>(
    async (keys) => {
      const byPage = new Map<string, ReadonlyMap<string, readonly Row[]>>();
      for (const [name, [first, ...others]] of Map.groupBy(keys, nameOf)) {
        if (!first) continue;
        const owners = [first, ...others].map(({ owner }) => owner);
        byPage.set(name, await read(owners, first.page));
      }
      return keys.map((key) => byPage.get(nameOf(key))?.get(key.owner) ?? []);
    },
    { cacheKeyFn: (key) => `${key.owner} ${nameOf(key)}` },
  );
}
