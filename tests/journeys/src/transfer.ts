import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type GraphClient, give } from '@gridlink/demo';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Reported, reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

const VERIFIER = fileURLToPath(new URL('../../../packages/dossier/src/verify-dossier.ts', import.meta.url));

type Offer = { ticketId: string; transferId: string; code: string; dossier: { document: string } };
type Taken = {
  transfer: { state: string; otherCode: string; dossier: string };
  ticket: { id: string; code: string; stage: string; transfers: { direction: string; dossier: string }[] };
  userErrors: unknown[];
};
type Request = { ticketId: string; requestId: string; fragments: string[] };
type Redacted = {
  request: { state: string };
  ticket: { transfers: { dossier: string }[] };
  userErrors: unknown[];
};
type Redacting = { ticketId: string; here: GraphClient; there: GraphClient; keys: string; words: string };
type Followed = { transferredTo: string | null; continuesAs: { stage: string } | null };

export function transferJourney(running: () => World): void {
  let world: World;
  let folder: string;
  beforeAll(() => {
    world = running();
    folder = mkdtempSync(join(tmpdir(), 'transfer-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  /** As an outsider does: with the file and the public keys alone, nothing of the platform running for it. */
  const verify = (document: string, keys: string) => {
    const words = [VERIFIER, file('dossier.json', document), '--keys', keys];
    const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8', env: {} });
    return { status, said: stdout };
  };

  async function publicKeys(): Promise<string> {
    const query = (jurisdiction: string) => `{ dossierRegister(jurisdiction: "${jurisdiction}") { keySet } }`;
    const sets = await Promise.all(
      ['zhengzhou', 'puyang'].map(async (code) => {
        const { dossierRegister } = await world.public.ask<{ dossierRegister: { keySet: string } }>(query(code));
        return (JSON.parse(dossierRegister.keySet) as { keys: object[] }).keys;
      }),
    );
    return file('keys.jwks', JSON.stringify({ keys: sets.flat() }));
  }

  /** Accepted by the town and passed up to the city, which alone deals with others. */
  async function withTheCity(): Promise<Reported> {
    const matter = await reportMatter(world, 'zhengzhou');
    const go = steps(world, matter);
    await go.accept();
    await go.escalate();
    const passOn = { ticketId: matter.ticket.id, words: '责任单位在濮阳' };
    await give(world.desks.at(matter.desk.county), 'escalateTicket', passOn);
    return matter;
  }

  it('[T18] [B12] goes from one city to the other with its history, which both have signed and anyone can check', async () => {
    const matter = await withTheCity();
    const ticketId = matter.ticket.id;
    const [here, there] = [world.desks.at(matter.desk.city), world.desks.at('puyang-city')];
    const city = `${world.at('puyang').grids[0]?.county.slice(0, 4)}00000000`;
    await give(here, 'transferOut', {
      ticketId,
      division: city,
      reason: 'RESPONSIBLE_ELSEWHERE',
      words: '责任单位在濮阳',
    });

    const keys = await publicKeys();
    const { incomingTransfers } = await there.ask<{ incomingTransfers: { nodes: Offer[] } }>(
      '{ incomingTransfers { nodes { ticketId transferId code dossier { document } } } }',
    );
    const offer = incomingTransfers.nodes.find((one) => one.ticketId === ticketId);
    expect(offer?.code).toBe(matter.receipt.code);
    expect(verify(offer?.dossier.document ?? '', keys)).toMatchObject({ status: 0 });

    const { answer } = await there.ask<{ answer: Taken }>(
      `mutation ($input: AcceptTransferInput!) { answer: acceptTransfer(input: $input) {
      transfer { state otherCode dossier } ticket { id code stage transfers { direction dossier } } userErrors { code } } }`,
      { input: { ticketId, transferId: offer?.transferId, words: '由我市办理' } },
    );
    expect(answer).toMatchObject({
      transfer: { state: 'TAKEN_OVER' },
      ticket: { stage: 'ACCEPTANCE' },
      userErrors: [],
    });
    const kept = await here.ask<{ ticket: { stage: string; transfers: { dossier: string; otherCode: string }[] } }>(
      `{ ticket(id: "${ticketId}") { stage transfers { dossier otherCode } } }`,
    );
    expect(kept.ticket.stage).toBe('TRANSFERRED');
    expect(kept.ticket.transfers[0]?.dossier).toBe(answer.ticket.transfers[0]?.dossier);

    const checked = verify(answer.transfer.dossier, keys);
    expect(checked).toMatchObject({ status: 0, said: expect.stringContaining('HANDED_OVER by zhengzhou') });
    expect(checked.said).toContain('TAKEN_OVER by puyang');
    const changed = answer.transfer.dossier.replace('责任单位在濮阳', '责任单位在郑州');
    expect(verify(changed, keys)).toMatchObject({
      status: 1,
      said: expect.stringMatching(/broken at entry \d+: SEAL/),
    });

    const { queryCode, code } = matter.receipt;
    const follow = `query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) { transferredTo continuesAs { stage } } }`;
    const followed = await world.public.ask<{ ticketByNumber: Followed }>(follow, { code, queryCode });
    expect(followed.ticketByNumber).toEqual({
      transferredTo: answer.ticket.code,
      continuesAs: { stage: 'ACCEPTANCE' },
    });
    const byNewNumber = { code: answer.ticket.code, queryCode };
    expect(
      (await world.public.ask<{ ticketByNumber: Followed | null }>(follow, byNewNumber)).ticketByNumber,
    ).not.toBeNull();

    await redactedOnBothSides({ ticketId, here, there, keys, words: '责任单位在濮阳' });
  });

  /** One city redacts, the other one is asked and does so too; what both signed goes on holding, and says what is gone. */
  async function redactedOnBothSides({ ticketId, here, there, keys, words }: Redacting): Promise<void> {
    const redaction = { ticketId, fragments: [words], reason: 'PERSONAL_DATA', words: '应当事人请求' };
    await give(here, 'redactTicket', redaction);
    const { redactionRequests } = await there.ask<{ redactionRequests: { nodes: Request[] } }>(
      '{ redactionRequests { nodes { ticketId requestId fragments } } }',
    );
    const request = redactionRequests.nodes.find((one) => one.ticketId === ticketId);
    expect(request?.fragments).toEqual([words]);
    const { answer } = await there.ask<{ answer: Redacted }>(
      `mutation ($input: AcceptRedactionRequestInput!) { answer: acceptRedactionRequest(input: $input) {
      request { state } ticket { transfers { dossier } } userErrors { code } } }`,
      { input: { ticketId, requestId: request?.requestId, reason: 'PERSONAL_DATA', words: '一并隐去' } },
    );
    expect(answer).toMatchObject({ request: { state: 'DONE' }, userErrors: [] });
    const kept = await here.ask<{ ticket: { transfers: { dossier: string }[] } }>(
      `{ ticket(id: "${ticketId}") { transfers { dossier } } }`,
    );
    const copies = [
      ['zhengzhou', kept.ticket.transfers[0]?.dossier ?? ''],
      ['puyang', answer.ticket.transfers[0]?.dossier ?? ''],
    ] as const;
    for (const [jurisdiction, dossier] of copies) {
      expect(dossier).not.toContain(words);
      const seen = verify(dossier, keys);
      expect(seen.status).toBe(0);
      expect(seen.said).toMatch(new RegExp(`redacted \\d+\\.words by ${jurisdiction} at `));
    }
  }
}
