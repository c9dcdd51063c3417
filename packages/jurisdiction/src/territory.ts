import { loadPacks, type Packs } from './loading/load-packs.ts';
import type { Pack } from './pack/pack.ts';

/**
 * The pack whose territory a division lies in, or undefined outside of all. The longest prefix wins, so a city's own regulation
 * goes before its province's.
 * @param divisionCode 12 digits, or any longer prefix of them than the territory's own
 */
export function packFor(divisionCode: string, packs: Packs = loadPacks()): Pack | undefined {
  let best: Pack | undefined;
  let length = 0;
  for (const pack of packs.values()) {
    for (const prefix of pack.territory.prefixes) {
      if (prefix.length > length && divisionCode.startsWith(prefix)) {
        best = pack;
        length = prefix.length;
      }
    }
  }
  return best;
}
