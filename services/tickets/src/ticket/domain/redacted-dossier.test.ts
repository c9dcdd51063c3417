import { generateKeyPairSync } from 'node:crypto';
import { createDossierSigner, createSignatureChecker, type SignedDossier, verifyDossier } from '@gridlink/dossier';
import { describe, expect, it } from '@jest/globals';
import { actors, after, complete, EVIDENCE, inWork, MORNING, reported, verdict } from '../../../test/ticket-story.ts';
import { redactedReceipts, transferReceipt } from '../use-cases/transfer-receipt.ts';
import type { CommandOf } from './commands.ts';
import type { Transfer } from './parts.ts';
import type { TicketState } from './ticket.ts';
import { verifyTimeline } from './timeline.ts';

const PHONE = '13812345678';
const BARS = '■'.repeat(11);

const key = (jurisdiction: string) => {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as { x: string; d: string };
  return { ...jwk, kty: 'OKP' as const, crv: 'Ed25519' as const, kid: `${jurisdiction}-1`, jurisdiction };
};
const dossierSigner = createDossierSigner({ keys: [key('zhengzhou'), key('puyang')] });
const check = createSignatureChecker(dossierSigner.keySet);

const redact = (more: Partial<CommandOf<'redactTicket'>> = {}): CommandOf<'redactTicket'> => ({
  type: 'redactTicket',
  fragments: [PHONE],
  evidenceUris: [],
  reason: 'PERSONAL_DATA',
  words: '应当事人请求',
  ...more,
});

const TRANSFER = { id: 'x1', jurisdiction: 'puyang', state: 'TAKEN_OVER', words: '请接收', receipt: null };

/** A ticket that keeps its dossier as both jurisdictions signed it. */
async function signedWith(state: TicketState): Promise<TicketState> {
  const transfer = TRANSFER as unknown as Transfer;
  const anchors = { anchorings: async () => [] } as never;
  const asked = { transfer, answer: 'acceptTransfer', now: MORNING } as const;
  const receipt = await transferReceipt({ anchors, dossierSigner }, state, asked);
  return { ...state, transfers: [{ ...transfer, receipt }] };
}

const receiptsFor = (state: TicketState, redaction: CommandOf<'redactTicket'>) => ({
  redactedReceipts: redactedReceipts({ dossierSigner }, state, { redaction, now: MORNING }),
});

const cleaned = (state: TicketState, command: CommandOf<'redactTicket'>): TicketState =>
  after(state, [actors.county, command], MORNING, receiptsFor(state, command));

const dossierIn = ({ transfers: [transfer] }: TicketState): SignedDossier => {
  const seen = verifyDossier(transfer?.receipt?.document ?? '', { check });
  if (seen.kind === 'BROKEN') throw new Error(JSON.stringify(seen.link));
  return seen.dossier;
};

const slipped = reported({ title: `请联系 ${PHONE}`, text: `住户 ${PHONE} 反映` });
const evidence = [{ name: `${PHONE}.jpg`, uri: `https://files.example/${PHONE}.jpg`, sha256: null }, ...EVIDENCE];
const done = after(
  after(inWork, [
    actors.urban,
    { type: 'noteProgress', assignmentId: 'a1', words: `已电话告知 ${PHONE}`, private: false, evidence },
  ]),
  [actors.urban, { ...complete('a1'), result: `${PHONE} 已确认` } as CommandOf<'completeAssignment'>],
);

describe('a redaction of what two jurisdictions signed', () => {
  it.each([
    ['the report', slipped],
    ['the work', done],
  ])('[E10] takes words of %s out of the dossier too, which both signatures still hold for', async (_, state) => {
    const signed = await signedWith(state);
    const before = dossierIn(signed);
    expect(JSON.stringify(before)).toContain(PHONE);
    const left = cleaned(signed, redact());
    expect(JSON.stringify(left)).not.toContain(PHONE);
    expect(dossierIn(left).signatures).toEqual(before.signatures);
    expect(left.transfers[0]?.receipt?.digest).toBe(signed.transfers[0]?.receipt?.digest);
    expect(verifyTimeline(left.id, left.timeline)).toEqual({ intact: true });
  });

  it('[E10] says in the dossier who redacted which places and when, and in the timeline that it did', async () => {
    const left = cleaned(await signedWith(slipped), redact());
    expect(dossierIn(left)).toMatchObject({
      ticket: { title: `请联系 ${BARS}` },
      redactions: [
        {
          jurisdiction: 'zhengzhou',
          at: MORNING.toISOString(),
          places: ['ticket.title', 'ticket.text', 'ticket.contentSalt', 'content'].map((at) => ({ at })),
        },
      ],
    });
    const places = left.timeline.at(-1)?.facts.places as readonly { at: string }[];
    expect(places.map(({ at }) => at)).toEqual(['title', 'text', 'content', 'transfers.x1.dossier']);
  });

  it('[E10] leaves no salt that what was taken out could be found with', async () => {
    const signed = await signedWith(done);
    const left = cleaned(signed, redact());
    const { seals } = dossierIn(signed).ticket as unknown as { seals: Record<string, { salt: string }> };
    const salt = seals['assignments.0.result']?.salt ?? '';
    expect([JSON.stringify(signed).includes(salt), JSON.stringify(left).includes(salt)]).toEqual([true, false]);
  });

  it('[E10] may be made again, further', async () => {
    const once = cleaned(await signedWith(done), redact());
    const twice = cleaned(once, redact({ fragments: ['已电话告知'] }));
    expect(JSON.stringify(twice)).not.toContain('已电话告知');
    expect(dossierIn(twice)).toMatchObject({ redactions: [{}, { places: [{ at: '7.words' }] }] });
  });

  it('[E10] takes whole attachments', async () => {
    const left = cleaned(await signedWith(done), redact({ fragments: [], evidenceUris: ['object://1'] }));
    expect(JSON.stringify(left)).not.toContain('object://1');
    expect(dossierIn(left)).toMatchObject({ redactions: [{ jurisdiction: 'zhengzhou' }] });
  });

  it('[E10] leaves a code that is a fragment as well', async () => {
    const named = reported({ title: `与 ${done.code} 同一户` });
    const left = cleaned(await signedWith(named), redact({ fragments: [done.code] }));
    expect(dossierIn(left).ticket).toMatchObject({ code: done.code, title: `与 ${'■'.repeat(20)} 同一户` });
  });

  it('[E10] reaches what stands in the dossier alone, as on the side that took the ticket over', async () => {
    const { transfers } = await signedWith(done);
    const there = { ...reported(), transfers };
    const left = cleaned(there, redact());
    expect(JSON.stringify(left)).not.toContain(PHONE);
    expect(dossierIn(left)).toMatchObject({ redactions: [{ jurisdiction: there.jurisdiction }] });
  });

  it('[E10] is refused where the texts themselves were signed: it would stay readable there', async () => {
    const old = { ...done, timeline: done.timeline.map(({ seals: _, ...entry }) => entry) };
    const there = { ...reported(), transfers: (await signedWith(old)).transfers };
    const refused = (state: TicketState) =>
      verdict(state, [actors.county, redact()], MORNING, receiptsFor(state, redact()));
    expect(refused(there)).toBe('IN_SIGNED_DOSSIER');
    const first = (text: string) => ({
      ...slipped,
      transfers: [{ ...TRANSFER, receipt: { digest: 'd', document: JSON.stringify({ text }) } } as never],
    });
    expect([refused(first(`住户 ${PHONE}`)), refused(first('住户'))]).toEqual(['IN_SIGNED_DOSSIER', 'DECIDED']);
  });

  it('[E10] is refused while the dossier has not been redacted with it', async () => {
    expect(verdict(await signedWith(slipped), [actors.county, redact()])).toBe('IN_SIGNED_DOSSIER');
  });
});
