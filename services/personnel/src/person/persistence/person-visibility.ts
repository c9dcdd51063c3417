import { reachesArea, type Scope } from '@gridlink/subgraph-kit';
import type { StoredPerson, VisiblePerson } from '../domain/person.ts';
import type { PostOfPerson } from '../use-cases/person-repository.ts';

/** Reads the present posts of persons; appointments own them. */
export type ReadPosts = (personIds: readonly string[]) => Promise<readonly PostOfPerson[]>;

function worksWith(scope: Scope, posts: readonly PostOfPerson[]): boolean {
  if (scope.reach !== 'BOUNDED') return false;
  return posts.some(
    ({ gridId, organization }) =>
      (gridId !== null && scope.grids?.includes(gridId)) ||
      (organization !== null && organization === scope.organization),
  );
}

/** The public reads names on the notices of grids; within a jurisdiction the directory of bodies is open too. */
function isPublished(scope: Scope, posts: readonly PostOfPerson[]): boolean {
  return scope.reach === 'PUBLIC' ? posts.some(({ onNotice }) => onNotice) : posts.length > 0;
}

/** What a scope may see of each of these files; files it may see nothing of are left out. */
export async function visibleTo(
  scope: Scope,
  persons: readonly StoredPerson[],
  readPosts: ReadPosts,
): Promise<VisiblePerson[]> {
  const byArea = (person: StoredPerson): boolean => reachesArea(scope, person.jurisdiction, person.areas);
  const others = persons.filter((person) => !byArea(person)).map(({ id }) => id);
  const posts = Map.groupBy(others.length === 0 ? [] : await readPosts(others), ({ personId }) => personId);
  return persons.flatMap((person): VisiblePerson[] => {
    const held = posts.get(person.id) ?? [];
    if (byArea(person) || worksWith(scope, held)) return [{ person, disclosure: 'FULL' }];
    return isPublished(scope, held) ? [{ person, disclosure: 'PUBLISHED' }] : [];
  });
}
