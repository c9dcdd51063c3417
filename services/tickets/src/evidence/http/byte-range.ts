import type { ByteRange } from '../store/evidence-store.ts';

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The one range a `Range` header asks of a content, `WHOLE` where it asks for none that is understood (several ranges, other units:
 * RFC 9110 lets them be ignored), `BEYOND` where nothing of the content is in it.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'WHOLE' | 'BEYOND' {
  const [, from = '', to = ''] = ONE_RANGE.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'WHOLE';
  if (from === '') return lastBytes(Number(to), size);
  const [start, end] = [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)];
  if (to !== '' && Number(to) < start) return 'WHOLE';
  return start < size ? { start, end } : 'BEYOND';
}

const lastBytes = (count: number, size: number): ByteRange | 'BEYOND' =>
  count === 0 ? 'BEYOND' : { start: Math.max(0, size - count), end: size - 1 };
