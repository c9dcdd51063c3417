import type { EvidenceType, Pack } from '@gridlink/jurisdiction';
import type { Pixels } from './evidence-file.ts';
import type { EvidenceRefusal } from './evidence-refusal.ts';

type Rules = Pick<Pack, 'evidence'>;

const MEGABYTE = 1_048_576;
const MEGAPIXEL = 1_000_000;

const bytes = ({ megabytes }: { readonly megabytes: number }): number => megabytes * MEGABYTE;

/** Before the first byte: larger than anything is that is taken. */
export function sizeRefusal({ evidence }: Rules, size: number): EvidenceRefusal | null {
  const mostBytes = Math.max(...evidence.accepted.map(bytes));
  return size > mostBytes ? { kind: 'TOO_LARGE', mostBytes } : null;
}

/** What was found at the beginning of a file. */
export type Found = { readonly type: string | null; readonly pixels: Pixels | null; readonly size: number };

/** After the first bytes: what it is, whether it is small enough for that, and for a picture how large it says it is. */
export function contentRefusal({ evidence }: Rules, { type, pixels, size }: Found): EvidenceRefusal | null {
  const rule = evidence.accepted.find((accepted) => accepted.type === type);
  if (!rule) {
    return { kind: 'TYPE_NOT_ACCEPTED', found: type, accepted: evidence.accepted.map((accepted) => accepted.type) };
  }
  if (size > bytes(rule)) return { kind: 'TOO_LARGE', mostBytes: bytes(rule) };
  if (!isPicture(rule.type)) return null;
  if (pixels === null) return { kind: 'NOT_READABLE' };
  const megapixels = (pixels.width * pixels.height) / MEGAPIXEL;
  const most = evidence.picture.megapixels;
  return megapixels > most ? { kind: 'TOO_MANY_PIXELS', megapixels: Math.round(megapixels), most } : null;
}

export const isPicture = (type: EvidenceType): boolean => type.startsWith('image/');
