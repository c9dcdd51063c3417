import type { Caller } from '@gridlink/contracts';
import { toGcj02 } from '@gridlink/geo-index';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digestOf, handIn } from './handing-in.ts';
import { jpeg, mp4, pdf, png, zip } from './photos.ts';
import { people, startTown, type Town } from './town.ts';

const MEGABYTE = 1_048_576;

describe('evidence', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const download = (caller: Caller, id: string, headers: Record<string, string> = {}) =>
    town.transfer(caller, { method: 'GET', path: `/evidence/${id}`, headers });

  /** Records and pieces of content that are there. */
  const left = async (): Promise<number[]> =>
    Promise.all(
      ['evidence', 'evidence.files', 'evidence.chunks'].map((name) =>
        town.database.db.collection(name).countDocuments(),
      ),
    );

  describe('that is handed in', () => {
    it('[E08] is kept with its hash, its kind, and what device and file say of it', async () => {
      const point = { longitude: 113.7, latitude: 34.8 };
      const bytes = jpeg({ takenAt: '2026:03:02 09:50:00', point, bytes: 2 * MEGABYTE });
      const { status, receipt } = await handIn(town, people.worker, bytes, {
        'evidence-taken-at': '2026-03-02T09:51:00+08:00',
        'evidence-longitude': '113.705',
        'evidence-latitude': '34.805',
      });
      const recorded = toGcj02(point, 'WGS84');
      expect(status).toBe(201);
      expect(receipt).toMatchObject({
        uri: `evidence:${receipt.id}`,
        name: '现场照片.jpg',
        type: 'image/jpeg',
        size: bytes.length,
        sha256: Buffer.from(digestOf(bytes).slice(9, -1), 'base64').toString('hex'),
        pixels: { width: 4_000, height: 3_000 },
        claimed: { takenAt: '2026-03-02T01:51:00.000Z', longitude: 113.705, latitude: 34.805 },
        recorded: { takenAt: '2026-03-02T01:50:00.000Z' },
        expiresAt: new Date(town.now().getTime() + 72 * 3_600_000).toISOString(),
      });
      expect(receipt.recorded.longitude).toBeCloseTo(recorded.longitude, 5);
    });

    it.each([
      ['a PNG', png(640, 480), 'image/png'],
      ['a PDF', pdf(), 'application/pdf'],
      ['a film', mp4(), 'video/mp4'],
      ['a JPEG under another name', jpeg(), 'image/jpeg'],
    ])('is known by its bytes: %s', async (_, bytes, type) => {
      const { receipt } = await handIn(town, people.lead, bytes, { 'evidence-name': 'x.gif' });
      expect(receipt.type).toBe(type);
    });

    it.each([
      ['[E08] a zip named .jpg', zip(), {}, 415, 'TYPE_NOT_ACCEPTED'],
      ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), {}, 415, 'TYPE_NOT_ACCEPTED'],
      ['a picture as large as a wall', png(50_000, 50_000), {}, 422, 'TOO_MANY_PIXELS'],
      ['a picture without a size', jpeg().subarray(0, 12), {}, 422, 'NOT_READABLE'],
      ['a photo of 21 MB', jpeg({ bytes: 21 * MEGABYTE }), {}, 413, 'TOO_LARGE'],
      [
        'a content that is not the announced one',
        jpeg(),
        { 'content-digest': digestOf(Buffer.from('x')) },
        422,
        'CONTENT_DIFFERS',
      ],
      ['no digest', jpeg(), { 'content-digest': 'md5=:aaaa:' }, 400, 'HEADER'],
      ['a name of hidden characters', jpeg(), { 'evidence-name': encodeURIComponent('a\u202egpj.exe') }, 400, 'HEADER'],
      ['a name that is not encoded', jpeg(), { 'evidence-name': '%E4%B' }, 400, 'HEADER'],
      ['a moment that is none', jpeg(), { 'evidence-taken-at': 'yesterday' }, 400, 'HEADER'],
      ['a moment to come', jpeg(), { 'evidence-taken-at': '2036-01-01T00:00:00Z' }, 400, 'HEADER'],
      ['half a place', jpeg(), { 'evidence-longitude': '113.7' }, 400, 'HEADER'],
      ['a place on no map', jpeg(), { 'evidence-longitude': '213', 'evidence-latitude': '34' }, 400, 'HEADER'],
    ])('is refused and leaves nothing: %s', async (_, bytes, headers, status, reason) => {
      const before = await left();
      const handed = await handIn(town, people.worker, bytes, headers);
      expect([handed.status, handed.error?.extensions.reason]).toEqual([status, reason]);
      expect(await left()).toEqual(before);
    });

    it('is refused in words that say what it is', async () => {
      const { error } = await handIn(town, people.worker, zip());
      expect(error?.message).toContain('application/zip');
    });

    it.each([
      ['the public', people.resident],
      ['a surveyor', { ...people.lead, roles: ['SURVEYOR' as const] }],
      ['an administrator of the platform', { subject: 'root', kind: 'PERSON' as const, roles: ['ADMIN' as const] }],
    ])('is not taken from %s', async (_, caller) => {
      expect((await handIn(town, caller, jpeg())).error?.extensions.code).toBe('FORBIDDEN');
    });

    it('is not taken from more than an account may have waiting', async () => {
      const caller = { ...people.lead, subject: 'collector' };
      const waiting = Array.from({ length: 200 }, (_, index) => ({
        _id: `waiting-${index}` as never,
        jurisdiction: 'zhengzhou',
        uploadedBy: { subject: 'collector', organization: null },
        expiresAt: new Date(town.now().getTime() + 3_600_000),
      }));
      await town.database.db.collection('evidence').insertMany(waiting);
      expect((await handIn(town, caller, jpeg())).error?.extensions.reason).toBe('TOO_MANY_WAITING');
      await town.database.db.collection('evidence').deleteMany({ 'uploadedBy.subject': 'collector' });
    });
  });

  it('[E08] that breaks off in the middle leaves nothing behind', async () => {
    const before = await left();
    const bytes = jpeg({ bytes: 4 * MEGABYTE });
    const sent = town.beginTransfer(people.worker, {
      'content-length': String(bytes.length),
      'content-digest': digestOf(bytes),
      'evidence-name': 'cut.jpg',
    });
    sent.write(bytes.subarray(0, 3 * MEGABYTE));
    // Some of it is stored by now.
    await eventually(async () => ((await left())[2] ?? 0) > (before[2] ?? 0));
    sent.destroy();
    await eventually(async () => JSON.stringify(await left()) === JSON.stringify(before));
    expect(await left()).toEqual(before);
  });

  describe('that is read', () => {
    const bytes = jpeg({ bytes: 700_000 });
    let id = '';
    let tag = '';
    beforeAll(async () => {
      const { receipt } = await handIn(town, people.worker, bytes, {
        'evidence-name': encodeURIComponent('井盖 (后).zip'),
      });
      id = receipt.id;
      tag = `"${receipt.sha256}"`;
    });

    it('[E08] comes back byte by byte, as a file to be saved', async () => {
      const response = await download(people.worker, id);
      const read = Buffer.from(await response.arrayBuffer());
      const { headers } = response;
      expect([response.status, read.equals(bytes), headers.get('content-type'), headers.get('etag')]).toEqual([
        200,
        true,
        'image/jpeg',
        tag,
      ]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('content-disposition')).toBe(
        `attachment; filename="${id}.jpg"; filename*=UTF-8''${encodeURIComponent('井盖 ')}%28${encodeURIComponent('后')}%29.jpg`,
      );
    });

    it.each([
      ['the beginning', 'bytes=0-9', 0, 10],
      ['the rest', 'bytes=699000-', 699_000, undefined],
      ['the end', 'bytes=-5', -5, undefined],
    ])('comes in part: %s', async (_, range, from, to) => {
      const response = await download(people.worker, id, { range });
      const read = Buffer.from(await response.arrayBuffer());
      expect([response.status, read.equals(bytes.subarray(from, to))]).toEqual([206, true]);
    });

    it('has no part beyond its end', async () => {
      const response = await download(people.worker, id, { range: 'bytes=9999999-' });
      expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    });

    it('comes whole where the part was of another content', async () => {
      expect((await download(people.worker, id, { range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
    });

    it('is not sent again to who has it', async () => {
      expect((await download(people.worker, id, { 'if-none-match': tag })).status).toBe(304);
    });

    it.each([
      ['a colleague who did not hand it in', people.town],
      ['a stranger', people.strangerWorker],
      ['another jurisdiction', { ...people.worker, jurisdiction: 'puyang' }],
      ['the public', people.resident],
    ])('is not there for %s', async (_, caller) => {
      expect((await download(caller, id)).status).toBe(404);
    });
  });

  describe('and the gateway', () => {
    it('is not taken when the path was signed for another file', async () => {
      const response = await town.transfer(people.worker, {
        method: 'GET',
        path: '/evidence/one',
        signed: { path: '/evidence/another' },
      });
      expect(response.status).toBe(401);
    });

    it('is not taken with another digest than the signed one', async () => {
      const bytes = jpeg();
      const signed = { 'content-length': String(bytes.length), 'content-digest': digestOf(Buffer.from('x')) };
      const response = await town.transfer(people.worker, {
        method: 'POST',
        path: '/evidence',
        headers: { 'content-digest': digestOf(bytes), 'evidence-name': 'a.jpg' },
        body: bytes,
        signed: { headers: { ...signed, 'evidence-name': 'a.jpg' } },
      });
      expect(response.status).toBe(401);
    });
  });

  it('[E08] that no ticket came for is removed with its content', async () => {
    const { receipt } = await handIn(town, people.assist, jpeg());
    const before = await left();
    town.passHours(71);
    expect(await town.service.sweepEvidence()).toBe(0);
    town.passHours(2);
    expect(await town.service.sweepEvidence()).toBeGreaterThan(0);
    expect((await download(people.assist, receipt.id)).status).toBe(404);
    expect([before, await left()]).toEqual([before, [0, 0, 0]]);
  });

  it.each([
    [
      'what an account has waiting',
      { jurisdiction: 'zhengzhou', 'uploadedBy.subject': 'worker', expiresAt: { $exists: true } },
      'waiting',
    ],
    ['what is over', { expiresAt: { $lte: new Date() } }, 'expired'],
  ])('is found by an index: %s', async (_, filter, index) => {
    const plan = await town.database.db.collection('evidence').find(filter).explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain(`"indexName":"${index}"`);
  });
});
