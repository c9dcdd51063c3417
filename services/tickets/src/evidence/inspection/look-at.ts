import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { EvidenceType } from '@gridlink/jurisdiction';
import { createSlots } from '@gridlink/subgraph-kit';
import sharp from 'sharp';
import { LOOK_SIDE, type Look, lookOf } from '../domain/look.ts';

/** The library reads a hundred formats; what comes from outside is shown to these decoders and no other. */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);

/** HEIC is not among them: its decoder may not be given away with the library. */
const SEEN: ReadonlySet<EvidenceType> = new Set<EvidenceType>(['image/jpeg', 'image/png', 'image/webp']);

/** A picture is held whole while it is decoded, so this many are at a time. */
const AT_ONCE = 2;
const SECONDS = 10;

export type LookAt = (
  type: EvidenceType,
  picture: { readonly megapixels: number; readonly read: () => Promise<Readable> },
) => Promise<Look | null>;

async function decode(bytes: Buffer, mostPixels: number): Promise<Look | null> {
  const grey = await sharp(bytes, { limitInputPixels: mostPixels, sequentialRead: true, failOn: 'truncated' })
    .timeout({ seconds: SECONDS })
    .autoOrient()
    // The library's short cut for small sizes costs the finer frequencies.
    .greyscale()
    .resize(LOOK_SIDE, LOOK_SIDE, { fit: 'fill', fastShrinkOnLoad: false })
    .raw()
    .toBuffer();
  return lookOf(grey);
}

/** Looks at pictures, a few at a time; the others wait for their turn. Null where there is nothing to see: another kind, damaged, too plain. */
export function createLookAt(): LookAt {
  const slots = createSlots(AT_ONCE);
  return async (type, { megapixels, read }) => {
    if (!SEEN.has(type)) return null;
    return slots.run(async () => {
      const bytes = await buffer(await read());
      return decode(bytes, megapixels * 1_000_000).catch(() => null);
    });
  };
}
