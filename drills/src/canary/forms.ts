import { createHash } from 'node:crypto';
import type { Canary } from './canaries.ts';

/** A way in which a value can stand in a text: every part of it must be there. */
export type Form = { readonly canary: Canary; readonly how: string; readonly parts: readonly string[] };

const escaped = (value: string, digits: (code: string) => string): string =>
  [...value]
    .map((sign) => (sign.charCodeAt(0) < 128 ? sign : `\\u${digits(sign.charCodeAt(0).toString(16).padStart(4, '0'))}`))
    .join('');

/** What of the base64 text of something longer is the value's own, for each of the three places it can begin at. */
function base64Cores(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const rest = (offset + bytes.length) % 3;
    const core = text.slice(offset === 0 ? 0 : offset + 1, rest === 0 ? undefined : -1);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const DIGESTS = ['md5', 'sha1', 'sha256', 'sha512'];
const digests = (value: string): string[] =>
  DIGESTS.flatMap((algorithm) => {
    const digest = createHash(algorithm).update(value).digest();
    return [digest.toString('hex'), digest.toString('base64url')];
  });

/** Searching by words keeps words two by two. */
const pairs = (value: string): [string, readonly string[]][] =>
  [value.slice(0, 2), value.slice(1, 3)].map((pair) => ['as two of its signs', [pair]]);

function formsOfKind({ kind, value }: Canary): [string, readonly string[]][] {
  if (kind === 'name' || kind === 'address') return pairs(value);
  if (kind === 'phone') {
    const grouped = (between: string): string => [value.slice(0, 3), value.slice(3, 7), value.slice(7)].join(between);
    return ['-', ' '].map((between) => [`grouped by "${between}"`, [grouped(between)]]);
  }
  if (kind !== 'idNumber') return [];
  const born = value.slice(6, 14);
  const dashed = `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`;
  return [
    ['birth date and the rest', [value.slice(6)]],
    ['birth date, and the last six apart from it', [dashed, value.slice(-6)]],
    ['in lower case', [value.toLowerCase()]],
  ];
}

/** Every form of a value that would give it away, unkeyed digests among them: a phone number's is found by trying all. */
export function formsOf(canary: Canary): Form[] {
  const { value } = canary;
  const ways: [string, readonly string[]][] = [
    ['in clear', [value]],
    ['percent-encoded', [encodeURIComponent(value)]],
    ['percent-encoded in lower case', [encodeURIComponent(value).toLowerCase()]],
    ['escaped', [escaped(value, (code) => code)]],
    ['escaped in upper case', [escaped(value, (code) => code.toUpperCase())]],
    ['in hexadecimal', [Buffer.from(value).toString('hex')]],
    ['backwards', [[...value].toReversed().join('')]],
    ...base64Cores(value).map((core): [string, readonly string[]] => ['in base64', [core]]),
    ...digests(value).map((digest): [string, readonly string[]] => ['as a digest without a key', [digest]]),
    ...formsOfKind(canary),
  ];
  const seen = new Set<string>();
  return ways.flatMap(([how, parts]) => {
    const key = parts.join('\n');
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ canary, how, parts }];
  });
}
