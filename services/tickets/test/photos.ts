import { randomBytes } from 'node:crypto';

export type PhotoNotes = {
  readonly width?: number;
  readonly height?: number;
  /** As cameras write it: `2026:03:02 10:00:00`. */
  readonly takenAt?: string;
  readonly offset?: string;
  /** WGS-84 degrees. */
  readonly point?: { readonly longitude: number; readonly latitude: number };
  /** How much of it is picture. */
  readonly bytes?: number;
};

const u16 = (value: number): Buffer => {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
};
const u32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
};

type Entry = { readonly tag: number; readonly type: number; readonly count: number; readonly value: Buffer };

const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;
const ENTRY_BYTES = 12;

const text = (tag: number, words: string): Entry => {
  const value = Buffer.from(`${words}\0`);
  return { tag, type: ASCII, count: value.length, value };
};
const pointer = (tag: number, to: number): Entry => ({ tag, type: LONG, count: 1, value: u32(to) });

const degrees = (tag: number, value: number): Entry => {
  const whole = Math.floor(Math.abs(value));
  const seconds = Math.round((Math.abs(value) - whole) * 3_600 * 10_000);
  const value3 = Buffer.concat([u32(whole), u32(1), u32(0), u32(1), u32(seconds), u32(10_000)]);
  return { tag, type: RATIONAL, count: 3, value: value3 };
};

/** One directory of a TIFF at an offset; what does not fit into an entry follows it. */
function directory(entries: readonly Entry[], at: number): Buffer {
  const head = 2 + entries.length * ENTRY_BYTES + 4;
  const rest: Buffer[] = [];
  let free = at + head;
  const rows = entries.map(({ tag, type, count, value }) => {
    const row = [u16(tag), u16(type), u32(count)];
    if (value.length <= 4) return Buffer.concat([...row, Buffer.concat([value, Buffer.alloc(4 - value.length)])]);
    const placed = Buffer.concat([...row, u32(free)]);
    rest.push(value);
    free += value.length;
    return placed;
  });
  return Buffer.concat([u16(entries.length), ...rows, u32(0), ...rest]);
}

/** The notes a camera leaves in a JPEG. */
function exif({ takenAt, offset, point }: PhotoNotes): Buffer {
  const exifEntries = [...(takenAt ? [text(0x9003, takenAt)] : []), ...(offset ? [text(0x9011, offset)] : [])];
  const gpsEntries = point ? [text(1, 'N'), degrees(2, point.latitude), text(3, 'E'), degrees(4, point.longitude)] : [];
  const first = 8;
  const exifAt = first + 2 + 2 * ENTRY_BYTES + 4;
  const exifDirectory = directory(exifEntries, exifAt);
  const gpsAt = exifAt + exifDirectory.length;
  const tiff = Buffer.concat([
    Buffer.from('MM\0*'),
    u32(first),
    directory([pointer(0x8769, exifAt), pointer(0x8825, gpsAt)], first),
    exifDirectory,
    directory(gpsEntries, gpsAt),
  ]);
  const content = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  return Buffer.concat([Buffer.from([0xff, 0xe1]), u16(content.length + 2), content]);
}

const JFIF = Buffer.concat([
  Buffer.from([0xff, 0xe0]),
  u16(16),
  Buffer.from('JFIF\0'),
  Buffer.from([1, 1, 0, 0, 1, 0, 1, 0, 0]),
]);

/** A photo with its headers in order and noise for a picture: no two are alike, and nobody here looks at the picture. */
export function jpeg(notes: PhotoNotes = {}): Buffer {
  const { width = 4_000, height = 3_000, bytes = 2_000 } = notes;
  const frame = Buffer.concat([
    Buffer.from([0xff, 0xc0]),
    u16(11),
    Buffer.from([8]),
    u16(height),
    u16(width),
    Buffer.from([1, 1, 0x11, 0]),
  ]);
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0]);
  const noise = Buffer.from(randomBytes(bytes).map((byte) => (byte === 0xff ? 0xfe : byte)));
  const camera = notes.takenAt || notes.point ? exif(notes) : Buffer.alloc(0);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), camera, JFIF, frame, scan, noise, Buffer.from([0xff, 0xd9])]);
}

const chunk = (name: string, data: Buffer): Buffer =>
  Buffer.concat([u32(data.length), Buffer.from(name), data, Buffer.alloc(4)]);

/** A picture that says it is as large as it is told to. */
export function png(width: number, height: number): Buffer {
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([8, 6, 0, 0, 0])]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', randomBytes(64)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const pdf = (): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200), Buffer.from('\n%%EOF')]);

/** The beginning of an MP4 with a box of noise. */
export const mp4 = (): Buffer =>
  Buffer.concat([
    u32(24),
    Buffer.from('ftypisom'),
    u32(0),
    Buffer.from('isommp42'),
    u32(208),
    Buffer.from('mdat'),
    randomBytes(200),
  ]);

/** An archive with one file in it. */
export const zip = (): Buffer =>
  Buffer.concat([
    Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0]),
    Buffer.alloc(4),
    Buffer.alloc(4),
    Buffer.from([5, 0, 0, 0, 5, 0, 0, 0, 5, 0, 0, 0]),
    Buffer.from('a.txthello'),
    randomBytes(300),
  ]);
