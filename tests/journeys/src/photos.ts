import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGraphClient, give } from '@gridlink/demo';
import { beforeAll, expect, it } from '@jest/globals';
import { type Reported, reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

const JURISDICTION = 'zhengzhou';
const MEGABYTE = 1_048_576;
const run = promisify(execFile);

const EVIDENCE = /* GraphQL */ `
  query Evidence($code: String!) {
    ticket(code: $code) { evidence { moment view flags sha256 file { path type claimed { longitude } } } }
  }
`;
type Piece = { moment: string; view: string; flags: string[]; sha256: string; file: { path: string; type: string } };

const part = (name: string, data: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  return Buffer.concat([size, Buffer.from(name), data, Buffer.alloc(4)]);
};

/** A picture of noise; no two are alike. */
function picture(bytes = 20_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(1_600, 0);
  header.writeUInt32BE(1_200, 4);
  header[8] = 8;
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, part('IHDR', header), part('IDAT', randomBytes(bytes)), part('IEND', Buffer.alloc(0))]);
}

/** The guide's own way to hand a file in. */
function commandOfGuide(): string {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/integrators.md'), 'utf8');
  const [, command] = /```sh\n(PHOTO=[\s\S]*?)```/.exec(guide) ?? [];
  if (!command) throw new Error('the guide does not say how');
  return command;
}

const SUPPLEMENT = /* GraphQL */ `
  mutation Supplement($input: SupplementReportInput!) {
    supplementReport(input: $input) { userErrors { code message } }
  }
`;

export function photosJourney(running: () => World): void {
  let world: World;
  let base = '';
  beforeAll(() => {
    world = running();
    base = world.graphql.replace(/\/graphql$/, '');
  });

  const tokenOf = (login: string): Promise<string> => world.desks.tokenOf(login);

  const send = (bytes: Buffer, more: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${base}/evidence`, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: {
        'content-digest': `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`,
        'evidence-name': 'photo.png',
        'evidence-taken-at': new Date().toISOString(),
        ...more,
      },
    });
  const handIn = async (login: string, bytes: Buffer, more: Record<string, string> = {}): Promise<Response> =>
    send(bytes, { authorization: `Bearer ${await tokenOf(login)}`, ...more });
  const photo = async (matter: Reported, bytes: Buffer): Promise<string> => {
    const [longitude = 0, latitude = 0] = matter.place.center;
    const place = { 'evidence-longitude': String(longitude), 'evidence-latitude': String(latitude) };
    const response = await handIn(matter.desk.lead, bytes, place);
    return ((await response.json()) as { uri: string }).uri;
  };
  const read = async (login: string, path: string): Promise<{ status: number; bytes: Buffer }> => {
    const response = await fetch(base + path, { headers: { authorization: `Bearer ${await tokenOf(login)}` } });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  /** A matter in the hands of its department. */
  const inWork = async () => {
    const matter = await reportMatter(world, JURISDICTION);
    const go = steps(world, matter);
    await go.accept();
    await go.escalate();
    const ticket = await go.reportIn(await go.dispatch());
    return { matter, assignmentId: ticket.assignments.at(-1)?.id };
  };
  const complete = ({ matter, assignmentId }: Awaited<ReturnType<typeof inWork>>, evidence: object[]) =>
    give(world.desks.at(matter.desk.lead), 'completeAssignment', {
      ticketId: matter.ticket.id,
      assignmentId,
      result: '井盖已补齐',
      evidence,
    });
  const seenBy = async (login: string, code: string): Promise<Piece[]> =>
    (await world.desks.at(login).ask<{ ticket: { evidence: Piece[] } }>(EVIDENCE, { code })).ticket.evidence;

  const [before, after] = [picture(), picture(3 * MEGABYTE)];
  let paths: string[] = [];

  it('one of before and one of after, and whoever verifies sees both', async () => {
    const work = await inWork();
    const { matter } = work;
    await complete(work, [
      { name: '处置前', uri: await photo(matter, before), moment: 'BEFORE', view: 'FAR' },
      { name: '处置后', uri: await photo(matter, after), moment: 'AFTER', view: 'NEAR' },
    ]);
    const shown = await seenBy(matter.desk.county, matter.receipt.code);
    expect(shown.map(({ moment, view, flags }) => [moment, view, flags])).toEqual([
      ['BEFORE', 'FAR', []],
      ['AFTER', 'NEAR', []],
    ]);
    paths = shown.map(({ file }) => file.path);
    const files = await Promise.all(paths.map((path) => read(matter.desk.county, path)));
    expect(files.map(({ status, bytes }, index) => [status, bytes.equals([before, after][index] as Buffer)])).toEqual([
      [200, true],
      [200, true],
    ]);
  });

  it('a photo that was used before is marked on the next ticket', async () => {
    const work = await inWork();
    await complete(work, [{ name: '处置后', uri: await photo(work.matter, after), moment: 'AFTER' }]);
    const shown = await seenBy(work.matter.desk.county, work.matter.receipt.code);
    expect(shown.map(({ flags }) => flags)).toEqual([['REUSED']]);
  });

  it('[T13] a resident adds one to the report by number and query code, and the desk sees it', async () => {
    const { receipt, desk } = await reportMatter(world, JURISDICTION);
    const { code, queryCode } = receipt;
    const proof = { 'evidence-ticket': code, 'evidence-query-code': queryCode ?? '' };
    const guessed = await send(picture(), { ...proof, 'evidence-query-code': 'AAAAAAAA' });
    const kept = await send(picture(), proof);
    expect([guessed.status, kept.status]).toEqual([404, 201]);
    const { uri } = (await kept.json()) as { uri: string };
    const input = { code, queryCode, words: '又塌了一块', evidence: [{ name: '现场', uri }] };
    await createGraphClient(world.graphql).command(SUPPLEMENT, { input });
    const [piece] = await seenBy(desk.town, code);
    expect((await read(desk.town, piece?.file.path ?? '')).status).toBe(200);
  });

  it('a stranger opens none of them', async () => {
    const county = (await reportMatter(world, JURISDICTION)).desk.county;
    const neighbour = world
      .at(JURISDICTION)
      .accounts.find(({ role, name }) => role === 'COUNTY_COORDINATOR' && name !== county);
    const statuses = await Promise.all(paths.map(async (path) => (await read(neighbour?.name ?? '', path)).status));
    const nobody = await fetch(base + (paths[0] ?? ''));
    expect([...statuses, nobody.status]).toEqual([404, 404, 401]);
  });

  it('a zip named .jpg and a photo of a hundred megabytes are refused', async () => {
    const { desk } = await reportMatter(world, JURISDICTION);
    const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0]), Buffer.alloc(400)]);
    const named = await handIn(desk.lead, zip, { 'evidence-name': 'photo.jpg' });
    const large = await handIn(desk.lead, Buffer.alloc(100 * MEGABYTE));
    expect([named.status, large.status]).toEqual([415, 413]);
  });

  it('is handed in as the guide says', async () => {
    const { desk } = await reportMatter(world, JURISDICTION);
    const folder = mkdtempSync(join(tmpdir(), 'guide-'));
    writeFileSync(join(folder, 'photo.jpg'), picture());
    const { stdout } = await run('bash', ['-euc', commandOfGuide()], {
      cwd: folder,
      env: { ...process.env, GATEWAY: world.graphql, TOKEN: await tokenOf(desk.lead) },
    });
    rmSync(folder, { recursive: true });
    expect(JSON.parse(stdout)).toMatchObject({
      uri: expect.stringMatching(/^evidence:/),
      name: '处置后.jpg',
      type: 'image/png',
    });
  });
}
