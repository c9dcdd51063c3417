import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { EvidenceType } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { jpeg, mp4 } from '../../../test/photos.ts';
import { areAlike, bandsNear, bandsOf, differenceOf, type Look } from '../domain/look.ts';
import { createLookAt } from './look-at.ts';

const FOLDER = join(import.meta.dirname, '../../../test/pictures');
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.jpg'));
const bytesOf = (name: string): Buffer => readFileSync(join(FOLDER, name));

const lookAt = createLookAt();
const look = (bytes: Buffer, type: EvidenceType = 'image/jpeg'): Promise<Look | null> =>
  lookAt(type, { megapixels: 120, read: async () => Readable.from([bytes]) });
const seen = async (bytes: Buffer, type?: EvidenceType): Promise<Look> => {
  const found = await look(bytes, type);
  if (found === null) throw new Error('there was nothing to see');
  return found;
};

const [WIDTH, HEIGHT] = [800, 600];

/** A photo of something plain: its light by place, from 0 to 1, and the grain that every camera adds. */
function plain(light: (x: number, y: number) => number): Promise<Buffer> {
  let grain = 1;
  const pixels = Buffer.alloc(WIDTH * HEIGHT);
  for (let at = 0; at < pixels.length; at += 1) {
    grain = (grain * 48_271) % 2_147_483_647;
    const level = light((at % WIDTH) / WIDTH, Math.floor(at / WIDTH) / HEIGHT);
    pixels[at] = Math.max(0, Math.min(255, Math.round(level * 255 + (grain % 25) - 12)));
  }
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .jpeg()
    .toBuffer();
}

type Change = readonly [how: string, type: EvidenceType, change: (picture: Sharp) => Sharp];
const CHANGES: readonly Change[] = [
  ['saved with less quality', 'image/jpeg', (picture) => picture.jpeg({ quality: 40 })],
  ['made half as large', 'image/jpeg', (picture) => picture.resize({ width: 240 }).jpeg()],
  ['made as small as an icon', 'image/jpeg', (picture) => picture.resize({ width: 120 }).jpeg()],
  ['made larger', 'image/jpeg', (picture) => picture.resize({ width: 1_600 }).jpeg()],
  [
    'made smaller and saved with less quality, as messengers do',
    'image/jpeg',
    (picture) => picture.resize({ width: 360 }).jpeg({ quality: 50 }),
  ],
  ['made brighter', 'image/jpeg', (picture) => picture.modulate({ brightness: 1.2 }).jpeg()],
  ['made darker', 'image/jpeg', (picture) => picture.modulate({ brightness: 0.75 }).jpeg()],
  ['given more contrast', 'image/jpeg', (picture) => picture.linear(1.2, -20).jpeg()],
  ['made grey', 'image/jpeg', (picture) => picture.greyscale().jpeg()],
  ['sharpened', 'image/jpeg', (picture) => picture.sharpen().jpeg()],
  ['saved as WebP', 'image/webp', (picture) => picture.webp({ quality: 60 })],
  ['saved as PNG', 'image/png', (picture) => picture.png()],
  [
    'turned, with a note which way is up',
    'image/jpeg',
    (picture) => picture.rotate(90).withMetadata({ orientation: 8 }).jpeg(),
  ],
];

describe('how a picture looks', () => {
  it.each(CHANGES)('[E08] is the same when it was %s', async (_, type, change) => {
    for (const name of NAMES) {
      const [before, after] = [
        await seen(bytesOf(name)),
        await seen(await change(sharp(bytesOf(name))).toBuffer(), type),
      ];
      expect({ name, alike: areAlike(before, after) }).toEqual({ name, alike: true });
      const kept = new Set(bandsOf(before));
      expect({ name, found: bandsNear(after).some((band) => kept.has(band)) }).toEqual({ name, found: true });
    }
  });

  it('[E08] is another one for every other picture, and far from it', async () => {
    const looks = await Promise.all(NAMES.map((name) => seen(bytesOf(name))));
    const differences = looks.flatMap((one, at) => looks.slice(at + 1).map((other) => differenceOf(one, other)));
    expect(differences.length).toBe((NAMES.length * (NAMES.length - 1)) / 2);
    expect(Math.min(...differences)).toBeGreaterThan(40);
  });

  it.each<[string, (x: number, y: number) => number]>([
    ['a wall', () => 0.7],
    ['a page without words', () => 1],
    ['the sky at dusk', (x, y) => 0.1 + (x + y) * 0.4],
    ['a wall in the light of a lamp', (x, y) => 1 - Math.hypot(x - 0.5, y - 0.5) * 0.6],
    ['a roof against the sky', (_, y) => (y < 0.5 ? 0.8 : 0.3)],
  ])('is none of what is too plain: %s', async (_, light) => {
    expect(await look(await plain(light))).toBeNull();
  });

  it.each<[string, Buffer, EvidenceType]>([
    ['a photo of which half is missing', bytesOf('cat.jpg').subarray(0, 12_000), 'image/jpeg'],
    ['a photo without a picture in it', jpeg(), 'image/jpeg'],
    ['what is no picture', Buffer.from('no picture'), 'image/png'],
    [
      'a drawing under a picture’s name',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'image/png',
    ],
    ['a film', mp4(), 'video/mp4'],
    ['a photo by a decoder that is not given away', bytesOf('cat.jpg'), 'image/heic'],
  ])('is none of %s', async (_, bytes, type) => {
    expect(await look(bytes, type)).toBeNull();
  });

  it('is none of a picture larger than is taken', async () => {
    const read = async () => Readable.from([bytesOf('cat.jpg')]);
    expect(await lookAt('image/jpeg', { megapixels: 0.1, read })).toBeNull();
  });

  it('fails with its store, and goes on with the next', async () => {
    const away = async (): Promise<Readable> => {
      throw new Error('the store is away');
    };
    await expect(lookAt('image/jpeg', { megapixels: 120, read: away })).rejects.toThrow('away');
    expect(await look(bytesOf('cat.jpg'))).not.toBeNull();
    expect(await look(bytesOf('cat.jpg'))).not.toBeNull();
  });
});
