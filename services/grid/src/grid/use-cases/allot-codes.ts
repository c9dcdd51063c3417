import type { GridKind } from '@gridlink/contracts';
import { gridCode, maxGridSerial, type Pack } from '@gridlink/jurisdiction';
import type { SerialCounter } from './grid-repository.ts';

export type CodePlace = { readonly division: string; readonly kind: GridKind };

/**
 * A code for each place by the pack's rule, in the order asked for; null where the serials of a division and kind are used up.
 * Serials only go up, so a code is never given to a second grid, not even when the first was never stored.
 */
export async function allotCodes(
  serials: SerialCounter,
  pack: Pack,
  places: readonly CodePlace[],
): Promise<readonly (string | null)[]> {
  const sequenceOf = ({ division, kind }: CodePlace): string => `${division}|${kind}`;
  const sequences = Map.groupBy(places, sequenceOf);
  const next = new Map(
    await Promise.all(
      [...sequences].map(async ([sequence, { length }]) => [sequence, await serials.take(sequence, length)] as const),
    ),
  );
  return places.map((place) => {
    const serial = next.get(sequenceOf(place)) ?? 1;
    next.set(sequenceOf(place), serial + 1);
    return serial > maxGridSerial(pack) ? null : gridCode(pack, { ...place, serial });
  });
}
