import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '@gridlink/contracts';
import { systemScope } from '@gridlink/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { bandsNear } from '../src/evidence/domain/look.ts';
import { handIn } from './handing-in.ts';
import { jpeg } from './photos.ts';
import { aReport, dispatched, does, give, report } from './steps.ts';
import { IN_THE_GRID, people, startTown, type Town } from './town.ts';

type Piece = {
  name: string;
  uri: string;
  sha256: string | null;
  moment: string | null;
  view: string | null;
  flags: string[];
  file: {
    id: string;
    type: string;
    path: string;
    claimed: { takenAt: string | null; longitude: number | null };
  } | null;
};

const EVIDENCE = `evidence { name uri sha256 moment view flags
  file { id type size path claimed { takenAt longitude latitude } recorded { takenAt longitude latitude } } }`;

describe('photos of tickets', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const evidenceOf = async (ticketId: string, caller = people.county): Promise<Piece[]> => {
    const { data } = await town.ask<{ ticket: { evidence: Piece[] } }>(
      caller,
      `query ($id: ID!) { ticket(id: $id) { ${EVIDENCE} } }`,
      { id: ticketId },
    );
    return data?.ticket.evidence ?? [];
  };

  const photo = async (caller = people.lead, bytes = jpeg(), place: object = IN_THE_GRID) => {
    const { longitude, latitude } = place as typeof IN_THE_GRID;
    const { receipt } = await handIn(town, caller, bytes, {
      'evidence-taken-at': town.now().toISOString(),
      'evidence-longitude': String(longitude),
      'evidence-latitude': String(latitude),
    });
    return receipt;
  };
  const seen = async (caller: (typeof people)[keyof typeof people], path: string): Promise<number> =>
    (await town.transfer(caller, { method: 'GET', path })).status;

  const inWork = async () => {
    const sent = await dispatched(town);
    await does(town, people.lead, ['reportIn', { ticketId: sent.ticketId, assignmentId: sent.leadId }]);
    return sent;
  };

  it('[E10] are gone for everybody, with their content, once they are redacted', async () => {
    const { ticketId, leadId: assignmentId } = await inWork();
    const { uri, id, sha256 } = await photo();
    const evidence = [{ name: '现场.jpg', uri }];
    await does(town, people.lead, ['noteProgress', { ticketId, assignmentId, words: '已到场', evidence }]);
    const path = `/evidence/${id}`;
    expect([await seen(people.county, path), await seen(people.lead, path)]).toEqual([200, 200]);
    const redaction = { ticketId, fragments: [], evidenceUris: [uri], reason: 'PERSONAL_DATA', words: '应当事人请求' };
    await does(town, people.county, ['redactTicket', redaction]);
    expect([await seen(people.county, path), await seen(people.lead, path)]).toEqual([404, 404]);
    expect((await evidenceOf(ticketId)).map((piece) => [piece.uri, piece.sha256, piece.file])).toEqual([
      ['urn:gridlink:redacted', null, null],
    ]);
    const { data } = await town.ask<{ ticket: { timelineIntact: boolean } }>(
      people.county,
      'query ($id: ID!) { ticket(id: $id) { timelineIntact } }',
      { id: ticketId },
    );
    expect(data?.ticket.timelineIntact).toBe(true);
    await town.service.sweepEvidence();
    expect(await town.database.db.collection('evidence').countDocuments({ sha256, _id: id as never })).toBe(0);
  });

  it('[E10] stay where they are evidence of another ticket as well', async () => {
    const first = await inWork();
    const second = await inWork();
    const { uri, id } = await photo();
    for (const { ticketId, leadId: assignmentId } of [first, second]) {
      const note = { ticketId, assignmentId, words: '已到场', evidence: [{ name: '现场.jpg', uri }] };
      await does(town, people.lead, ['noteProgress', note]);
    }
    const redaction = {
      ticketId: first.ticketId,
      fragments: [],
      evidenceUris: [uri],
      reason: 'PERSONAL_DATA',
      words: '应当事人请求',
    };
    await does(town, people.county, ['redactTicket', redaction]);
    await town.service.sweepEvidence();
    expect(await seen(people.county, `/evidence/${id}`)).toBe(200);
  });

  it('[E08] show before and after, and whoever verifies sees and opens both', async () => {
    const { ticketId, leadId: assignmentId } = await inWork();
    const [before, after] = [await photo(), await photo()];
    const pieces = [
      { name: '处置前', uri: before.uri, moment: 'BEFORE', view: 'FAR' },
      { name: '处置后', uri: after.uri, sha256: after.sha256, moment: 'AFTER', view: 'NEAR' },
    ];
    await does(town, people.lead, [
      'completeAssignment',
      { ticketId, assignmentId, result: '已更换', evidence: pieces },
    ]);
    const shown = await evidenceOf(ticketId);
    expect(shown.map(({ moment, view, flags, sha256 }) => ({ moment, view, flags, sha256 }))).toEqual([
      { moment: 'BEFORE', view: 'FAR', flags: [], sha256: before.sha256 },
      { moment: 'AFTER', view: 'NEAR', flags: [], sha256: after.sha256 },
    ]);
    const paths = shown.map(({ file }) => file?.path ?? '');
    expect(await Promise.all(paths.map((path) => seen(people.county, path)))).toEqual([200, 200]);
    expect(
      await Promise.all(
        [people.otherCounty, people.outsider, people.elsewhere].map((who) => seen(who, paths[0] ?? '')),
      ),
    ).toEqual([404, 404, 404]);
  });

  it('[E08] are marked when they were used before, or taken elsewhere', async () => {
    const [first, second] = [await inWork(), await inWork()];
    const bytes = jpeg();
    const use = async ({ ticketId, leadId }: typeof first, place: object = IN_THE_GRID) => {
      const { uri } = await photo(people.lead, bytes, place);
      const piece = { name: '处置后', uri, moment: 'AFTER' };
      await does(town, people.lead, [
        'completeAssignment',
        { ticketId, assignmentId: leadId, result: '已更换', evidence: [piece] },
      ]);
      return (await evidenceOf(ticketId)).map(({ flags }) => flags);
    };
    expect(await use(first)).toEqual([[]]);
    expect(await use(second, { longitude: 113.9, latitude: 34.805 })).toEqual([['FAR_FROM_PLACE', 'REUSED']]);
    const doubted = await town.database.db
      .collection('tickets')
      .findOne({ _id: second.ticketId as never }, { projection: { digests: 1, fileIds: 1 } });
    expect(doubted).toMatchObject({ digests: [expect.any(String)], fileIds: [expect.any(String)] });
  });

  it('[E08] are marked when they look like one of another ticket, saved again and smaller, with which one', async () => {
    const [first, second, third] = [await inWork(), await inWork(), await inWork()];
    const picture = readFileSync(join(import.meta.dirname, 'pictures/coffee.jpg'));
    const again = await sharp(picture)
      .resize({ width: 300 })
      .modulate({ brightness: 1.1 })
      .jpeg({ quality: 50 })
      .toBuffer();
    const other = readFileSync(join(import.meta.dirname, 'pictures/gravel.jpg'));
    type Alike = { flags: string[]; alike: { ticket: { code: string } | null; difference: number }[] };
    const use = async ({ ticketId, leadId }: typeof first, bytes: Buffer): Promise<void> => {
      const evidence = [{ name: '处置后', uri: (await photo(people.lead, bytes)).uri, moment: 'AFTER' }];
      await does(town, people.lead, [
        'completeAssignment',
        { ticketId, assignmentId: leadId, result: '已更换', evidence },
      ]);
    };
    const shown = async ({ ticketId }: typeof first, caller: Caller = people.county): Promise<Alike[]> => {
      const query = 'query ($id: ID!) { ticket(id: $id) { evidence { flags alike { ticket { code } difference } } } }';
      const { data } = await town.ask<{ ticket: { evidence: Alike[] } }>(caller, query, { id: ticketId });
      return data?.ticket.evidence ?? [];
    };
    await use(first, picture);
    await use(second, again);
    await use(third, other);
    expect(await shown(first)).toEqual([{ flags: [], alike: [] }]);
    const [marked] = await shown(second);
    expect(marked).toEqual({
      flags: ['ALIKE'],
      alike: [{ ticket: { code: first.ticket.code }, difference: expect.any(Number) }],
    });
    expect(marked?.alike[0]?.difference).toBeLessThanOrEqual(11);
    expect(await shown(third)).toEqual([{ flags: [], alike: [] }]);
  });

  it('[E08] are looked for by an index, with one command', async () => {
    const { evidence } = town.service.deps;
    const plan = await town.database.db
      .collection('evidence')
      .find({ bands: { $in: bandsNear('0123456789abcdef0123456789abcdef0123') }, $or: [{ jurisdiction: 'zhengzhou' }] })
      .explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain('"indexName":"alike"');
    expect(await evidence.near(systemScope('a test'), 'puyang', ['0'.repeat(36)])).toEqual([]);
  });

  it('[E08] of a patrol belong to the report they came with', async () => {
    const { uri } = await photo(people.worker);
    const { receipt, ticket, userErrors } = await report(town, people.worker, {
      source: 'PATROL',
      channel: null,
      reporter: null,
      evidence: [{ name: '现场', uri, moment: 'BEFORE' }],
    });
    expect(userErrors).toEqual([]);
    expect(receipt).not.toBeNull();
    expect((await evidenceOf(ticket?.id ?? '')).map(({ moment, flags }) => [moment, flags])).toEqual([['BEFORE', []]]);
  });

  it.each([
    ['that are not there', async () => 'evidence:00000000-0000-4000-8000-000000000000', 'EVIDENCE_UNKNOWN', 'uri'],
    ['of another unit', async () => (await photo(people.assist)).uri, 'EVIDENCE_UNKNOWN', 'uri'],
    ['by no id', async () => 'evidence:../../etc/passwd', 'INVALID_URI', 'uri'],
  ])('are not taken %s, and the input says so', async (_, uriOf, code, field) => {
    const { ticketId, leadId: assignmentId } = await inWork();
    const evidence = [{ name: '处置后', uri: await uriOf() }];
    const { userErrors } = await give(town, people.lead, [
      'completeAssignment',
      { ticketId, assignmentId, result: '已更换', evidence },
    ]);
    expect(userErrors.map((error) => [error.code, error.field])).toEqual([[code, ['evidence', '0', field]]]);
  });

  it('are not taken from a report that names another’s', async () => {
    const { uri } = await photo(people.assist);
    const { data } = await town.ask<{ answer: { userErrors: { code: string; field: string[] }[] } }>(
      people.resident,
      'mutation ($input: ReportTicketInput!) { answer: reportTicket(input: $input) { userErrors { code field } } }',
      { input: aReport({ evidence: [{ name: '现场', uri }] }) },
    );
    expect(data?.answer.userErrors).toEqual([{ code: 'EVIDENCE_UNKNOWN', field: ['evidence', '0', 'uri'] }]);
  });

  it('of an internal note are read by whoever reads the note', async () => {
    const { ticketId, leadId: assignmentId } = await inWork();
    const { uri, id } = await photo();
    const evidence = [{ name: '内部', uri }];
    await does(town, people.lead, [
      'noteProgress',
      { ticketId, assignmentId, words: '内部记录', private: true, evidence },
    ]);
    const path = `/evidence/${id}`;
    expect([await seen(people.county, path), await seen(people.lead, path), await seen(people.worker, path)]).toEqual([
      200, 200, 404,
    ]);
  });

  it('stay when no ticket came for the others, also when their note here was lost', async () => {
    const { ticketId, leadId: assignmentId } = await inWork();
    const used = await photo();
    await does(town, people.lead, [
      'noteProgress',
      { ticketId, assignmentId, words: '在办', evidence: [{ name: '进展', uri: used.uri }] },
    ]);
    const files = town.database.db.collection<{ _id: string; expiresAt?: Date }>('evidence');
    expect(await files.findOne({ _id: used.id })).not.toHaveProperty('expiresAt');
    await files.updateOne({ _id: used.id }, { $set: { expiresAt: new Date(town.now().getTime() - 1_000) } });
    await town.service.sweepEvidence();
    expect(await files.findOne({ _id: used.id })).not.toHaveProperty('expiresAt');
    expect(await seen(people.county, `/evidence/${used.id}`)).toBe(200);
  });
});
