import { loadPacks, type Pack } from '../src/index.ts';

/** Codes of the shipped packs in the order in which requirements name them. */
export const CODES = ['zhengzhou', 'ningbo', 'puyang', 'liaocheng', 'jiangsu'];

export function packNamed(code: string): Pack {
  const found = loadPacks().get(code);
  if (!found) throw new Error(`no pack ${code}`);
  return found;
}
