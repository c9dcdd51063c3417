import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Pack, PackData } from '../pack/pack.ts';
import { checkReferences } from './check-references.ts';
import { deepFreeze } from './deep-freeze.ts';
import { PackError, type PackProblem } from './problem.ts';
import { readPackFolder } from './read-pack-folder.ts';

/** Packs by their code, such as the `jurisdiction` of every scope and event. */
export type Packs = ReadonlyMap<string, Pack>;

const PACKS_FOLDER = fileURLToPath(new URL('../../packs', import.meta.url));

let shipped: Packs | undefined;

function assemble({ identity, ...parts }: PackData): Pack {
  const title = `${identity.regulation.zh}${identity.status === 'DRAFT' ? '（草案）' : ''}`;
  return deepFreeze({ ...identity, ...parts, cite: (article: string) => `${title}${article}` }) as Pack;
}

function checkTerritories(packs: readonly Pack[]): PackProblem[] {
  const owner = new Map<string, string>();
  const problems: PackProblem[] = [];
  for (const { code, territory } of packs) {
    for (const prefix of territory.prefixes) {
      const other = owner.get(prefix);
      const message = `${prefix} is already the territory of ${other}`;
      if (other) problems.push({ file: `${code}/pack.yaml`, line: null, path: 'territory.prefixes', message });
      owner.set(prefix, code);
    }
  }
  return problems;
}

function readAll(root: string): Packs {
  const problems: PackProblem[] = [];
  const packs: Pack[] = [];
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const data = readPackFolder(root, name);
    const found = isData(data) ? checkReferences(name, data) : data;
    problems.push(...found);
    if (isData(data) && found.length === 0) packs.push(assemble(data));
  }
  problems.push(...checkTerritories(packs));
  if (packs.length === 0 && problems.length === 0)
    problems.push({ file: '.', line: null, path: '', message: 'holds no pack' });
  if (problems.length > 0) throw new PackError(problems);
  return new Map(packs.map((pack) => [pack.code, pack]));
}

function isData(reading: PackData | readonly PackProblem[]): reading is PackData {
  return !Array.isArray(reading);
}

/**
 * All packs, checked and deeply frozen. Without an argument the packs that ship with the platform, read once a process.
 * @param root a folder with one folder a pack, for tests and for operators with packs of their own
 * @throws PackError listing every problem of every pack
 */
export function loadPacks(root?: string): Packs {
  if (root !== undefined && root !== PACKS_FOLDER) return readAll(root);
  shipped ??= readAll(PACKS_FOLDER);
  return shipped;
}
