import { toGcj02 } from '@gridlink/geo-index';
import { describe, expect, it } from '@jest/globals';
import { jpeg, mp4, pdf, png, zip } from '../../../test/photos.ts';
import { pixelsOf, recordedIn, typeOf } from './inspect.ts';

describe('the kind of a file', () => {
  it.each([
    ['image/jpeg', jpeg()],
    ['image/png', png(10, 10)],
    ['application/pdf', pdf()],
    ['video/mp4', mp4()],
    ['application/zip', zip()],
  ])('is %s by its bytes', async (type, bytes) => {
    expect(await typeOf(bytes)).toBe(type);
  });

  it.each([
    ['a text', Buffer.from('井盖破损，夜里看不清')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([0xff])],
  ])('is unknown of %s', async (_, bytes) => {
    expect(await typeOf(bytes)).toBeNull();
  });
});

describe('the size of a picture', () => {
  it.each([
    ['a JPEG', jpeg({ width: 4_000, height: 3_000 }), { width: 4_000, height: 3_000 }],
    ['a PNG', png(50_000, 50_000), { width: 50_000, height: 50_000 }],
    ['a JPEG that is cut before it', jpeg().subarray(0, 8), null],
    ['a PDF', pdf(), null],
  ])('is what its header states: %s', (_, bytes, expected) => {
    expect(pixelsOf(bytes)).toEqual(expected);
  });
});

describe('the camera’s notes', () => {
  const point = { longitude: 113.7, latitude: 34.8 };

  it('say when, in China’s time where no other is named', async () => {
    const { takenAt } = await recordedIn(jpeg({ takenAt: '2026:03:02 10:00:00' }));
    expect(takenAt?.toISOString()).toBe('2026-03-02T02:00:00.000Z');
  });

  it('say when in a zone of their own', async () => {
    const { takenAt } = await recordedIn(jpeg({ takenAt: '2026:03:02 10:00:00', offset: '+09:00' }));
    expect(takenAt?.toISOString()).toBe('2026-03-02T01:00:00.000Z');
  });

  it('say where, as the platform’s map counts', async () => {
    const { point: recorded } = await recordedIn(jpeg({ point }));
    const expected = toGcj02(point, 'WGS84');
    expect(recorded?.longitude).toBeCloseTo(expected.longitude, 5);
    expect(recorded?.latitude).toBeCloseTo(expected.latitude, 5);
  });

  it.each([
    ['a picture without them', jpeg()],
    ['a time that is none', jpeg({ takenAt: '0000:00:00 00:00:00' })],
    ['a picture cut within them', jpeg({ takenAt: '2026:03:02 10:00:00', point }).subarray(0, 60)],
    ['a film', mp4()],
    ['a document', pdf()],
  ])('are none in %s', async (_, bytes) => {
    expect(await recordedIn(bytes)).toEqual({ takenAt: null, point: null });
  });
});
