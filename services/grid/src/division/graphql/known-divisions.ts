import type { GridContext } from '../../context.ts';
import type { DivisionRecord } from '../use-cases/division-repository.ts';

/** Divisions of a chain that are on record and visible, in its order. */
export async function knownDivisions(codes: readonly string[], { loaders }: GridContext): Promise<DivisionRecord[]> {
  const found = await Promise.all(codes.map((code) => loaders.division.load(code)));
  return found.filter((division) => division !== null);
}
