import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Exchange, people, startExchange, URBAN } from './exchange.ts';
import { grant, publish, push, READ, type Read, ZHANG } from './stories.ts';

const VERIFIER = fileURLToPath(new URL('../../../packages/audit-chain/src/verify-audit.ts', import.meta.url));
const ENTRIES = `query ($filter: AuditEntryFilter, $first: Int, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) {
    nodes { sequence action subject organization resource { code } grant purpose fields count records requestId reason hash previousHash }
    pageInfo { hasNextPage endCursor } } }`;
const EXPORT = `query ($from: Int, $first: Int) { auditExport(from: $from, first: $first) {
  ndjson checkpoints checkpointKeys nextSequence head { sequence hash } } }`;

type Entry = {
  sequence: number;
  action: string;
  reason: string | null;
  count: number;
  fields: string[];
  records: string[];
  subject: string;
};
type Entries = { auditEntries: { nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
type Exported = {
  auditExport: {
    ndjson: string;
    checkpoints: string;
    checkpointKeys: string | null;
    nextSequence: number | null;
    head: { sequence: number; hash: string };
  };
};

describe('[D07] the audit of reads', () => {
  let exchange: Exchange;
  let resource: string;
  let granted: string;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-'));
    const key = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'audit-1' };
    exchange = await startExchange({ environment: { AUDIT_KEY: JSON.stringify(key), AUDIT_SEAL_SECONDS: '0.2' } });
    resource = await publish(exchange, 'ELDERLY');
    await push(exchange, resource, 'b1', [ZHANG]);
    granted = await grant(exchange, resource);
  });
  afterAll(async () => {
    await exchange.stop();
    await rm(folder, { recursive: true });
  });

  const read = (who: unknown = people.urbanSteward, id = granted) => exchange.ask<Read>(who, READ, { grant: id });
  const entries = async (filter: Record<string, unknown> = {}, who: unknown = people.auditor) =>
    (await exchange.ask<Entries>(who, ENTRIES, { filter, first: 200 })).data?.auditEntries.nodes ?? [];
  const exported = async (range: Record<string, unknown> = {}) => {
    const { data, errors } = await exchange.ask<Exported>(people.auditor, EXPORT, range);
    if (!data) throw new Error(JSON.stringify(errors));
    return data.auditExport;
  };
  const verify = async (ndjson: string, ...options: string[]) => {
    const file = join(folder, `${crypto.randomUUID()}.ndjson`);
    await writeFile(file, ndjson);
    return new Promise<{ code: number; output: string }>((resolve) => {
      execFile(process.execPath, [VERIFIER, file, ...options], (error, stdout) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout }),
      );
    });
  };

  it('says who read what, for what, how much', async () => {
    const answer = await read();
    const [entry] = await entries({ grant: granted });
    expect(entry).toMatchObject({
      action: 'READ',
      subject: 'urban',
      organization: URBAN,
      purpose: '入户走访核实',
      fields: ['name', 'phone', 'village'],
      count: 1,
      records: answer.data?.sharedRecords.nodes.map(({ id }) => id),
    });
  });

  it.each([
    ['the owner', people.civilSteward, 'NOT_GRANTEE'],
    ['a grid leader', people.leader, 'UNKNOWN_GRANT'],
    ['a third organization', people.healthSteward, 'UNKNOWN_GRANT'],
  ])('keeps the refused read of %s', async (_who, who, reason) => {
    const before = (await entries({ grant: granted })).length;
    await read(who);
    const after = await entries({ grant: granted });
    expect([after.length - before, after[0]?.action, after[0]?.reason]).toEqual([1, 'READ_REFUSED', reason]);
  });

  it('keeps every read of many at once, in one line', async () => {
    const before = (await entries({ grant: granted })).length;
    await Promise.all(Array.from({ length: 40 }, () => read()));
    const after = await entries({ grant: granted });
    const all = await exported();
    expect([after.length - before, (await verify(all.ndjson)).code]).toEqual([40, 0]);
  });

  it('keeps transfers in', async () => {
    const pushes = (await entries({ resource })).filter(({ action }) => action === 'RECORDS_PUSHED');
    expect(pushes[0]?.count).toBe(1);
  });

  it('[B08] answers who saw this person, and why, in one query', async () => {
    await read();
    const { data } = await exchange.ask<{ whoSaw: { nodes: { subject: string; purpose: string }[] } }>(
      people.auditor,
      'query ($resource: ID!, $key: String!) { whoSaw(resource: $resource, key: $key, first: 1) { nodes { subject purpose } } }',
      { resource, key: ZHANG.idNumber },
    );
    expect(data?.whoSaw.nodes).toEqual([{ subject: 'urban', purpose: '入户走访核实' }]);
  });

  it('holds no value of the data', async () => {
    await read();
    const { ndjson } = await exported();
    expect([ZHANG.idNumber, ZHANG.phone, ZHANG.name].filter((value) => ndjson.includes(value))).toEqual([]);
  });

  it('is read page by page', async () => {
    const sequences: number[] = [];
    for (let after: string | null = null; ; ) {
      const { data }: { data: Entries | null | undefined } = await exchange.ask<Entries>(people.auditor, ENTRIES, {
        first: 7,
        after,
      });
      sequences.push(...(data?.auditEntries.nodes ?? []).map(({ sequence }) => sequence));
      if (!data?.auditEntries.pageInfo.hasNextPage) break;
      after = data.auditEntries.pageInfo.endCursor;
    }
    expect(sequences).toEqual(sequences.map((_, index) => sequences.length - index));
  });

  it('is open to the auditor of the county', async () => {
    await read();
    expect((await entries({}, people.countyAuditor)).length).toBeGreaterThan(0);
  });

  it('shows the auditor of a neighbour county nothing', async () => {
    expect(await entries({}, people.otherCountyAuditor)).toEqual([]);
  });

  it.each([
    ['a steward', people.civilSteward],
    ['an administrator', people.admin],
    ['the public', people.public],
  ])('is shut to %s', async (_who, who) => {
    const { errors } = await exchange.ask(who, ENTRIES);
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  describe('exported', () => {
    it('is found whole by the offline verifier', async () => {
      const { ndjson, head } = await exported();
      const { code, output } = await verify(ndjson, '--head', `${head.sequence}:${head.hash}`);
      expect([code, output]).toEqual([0, expect.stringContaining(`entries 1 to ${head.sequence}`)]);
    });

    it('[D07] is held against checkpoints that were signed meanwhile', async () => {
      const { ndjson, checkpoints, checkpointKeys } = await eventually(async () => {
        const page = await exported();
        return page.checkpoints !== '' && page;
      });
      const [sealed, keys] = [join(folder, 'checkpoints'), join(folder, 'keys')];
      await writeFile(sealed, checkpoints);
      await writeFile(keys, String(checkpointKeys));
      const { sequence } = JSON.parse(checkpoints.trimEnd().split('\n').at(-1) ?? '');
      const cut = ndjson
        .split('\n')
        .slice(0, sequence - 1)
        .join('\n');
      const options = ['--checkpoints', sealed, '--keys', keys];
      expect([(await verify(ndjson, ...options)).code, (await verify(cut, ...options)).output]).toEqual([
        0,
        expect.stringContaining('which was noted'),
      ]);
    });

    it('goes on in pages', async () => {
      await Promise.all(Array.from({ length: 5 }, () => read()));
      let ndjson = '';
      for (let from: number | null = 1; from !== null && ndjson.length < 1_000_000; ) {
        const page: Exported['auditExport'] = await exported({ from, first: 50 });
        ndjson += page.ndjson;
        from = page.nextSequence;
        // Each export is an entry itself, so the end moves on by one a page.
        if (page.ndjson.split('\n').length < 51) break;
      }
      expect((await verify(ndjson)).code).toBe(0);
    });

    it('names the first broken link', async () => {
      const { ndjson } = await exported();
      const lines = ndjson.trimEnd().split('\n');
      const { code, output } = await verify(lines.toSpliced(2, 1).join('\n'));
      expect([code, output]).toEqual([1, 'broken at line 3 (number 4): number 3 should stand here\n']);
    });

    it('is found cut at its end by the noted head', async () => {
      const { ndjson, head } = await exported();
      const lines = ndjson.trimEnd().split('\n');
      const { code } = await verify(lines.slice(0, -1).join('\n'), '--head', `${head.sequence}:${head.hash}`);
      expect(code).toBe(1);
    });

    it.each([
      ['without a file', []],
      ['with a head that is none', ['a', '--head', 'b']],
    ])('explains itself when called %s', async (_how, given) => {
      const code = await new Promise((resolve) => {
        execFile(process.execPath, [VERIFIER, ...given], (error) => resolve(error?.code));
      });
      expect(code).toBe(2);
    });

    it('is refused to the auditor of a part', async () => {
      const { errors } = await exchange.ask(people.countyAuditor, EXPORT);
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });
  });
});
