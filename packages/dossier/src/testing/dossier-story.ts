import { generateKeyPairSync } from 'node:crypto';
import {
  type Anchor,
  type ChainedEntry,
  contentHash,
  createDossierSigner,
  createSignatureChecker,
  type Dossier,
  type FirstDossier,
  genesisOf,
  hashOfAnchor,
  hashOfEntry,
  leafOf,
  merkleTree,
  NO_ANCHOR,
  sealAnchor,
  signDossier,
} from '../index.ts';

const key = (jurisdiction: string, kid: string) => {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as { x: string; d: string };
  return { ...jwk, kty: 'OKP' as const, crv: 'Ed25519' as const, kid, jurisdiction };
};

export const signer = createDossierSigner({ keys: [key('here', 'here-1'), key('there', 'there-1')] });
export const check = createSignatureChecker(signer.keySet);

const TICKET = {
  id: 'ticket-7',
  code: '41010020261103',
  jurisdiction: 'here',
  title: '占道经营',
  text: '路口有人占道经营 "天天" 如此',
  stage: 'HANDLING',
  reporter: { anonymous: false, name: '张*', phone: '138****5678' },
};
const COMMANDS = ['reportTicket', 'acceptTicket', 'dispatchTicket', 'reportIn', 'noteProgress'];

export const contentAt = (index: number): Omit<ChainedEntry, 'hash'> => ({
  sequence: index + 1,
  command: COMMANDS[Math.min(index, COMMANDS.length - 1)] ?? 'noteProgress',
  at: `2026-11-0${1 + (index % 9)}T01:30:00.000Z`,
  arrivedAt: `2026-11-0${1 + (index % 9)}T01:30:01.000Z`,
  actor: { subject: `account-${index}`, role: 'TOWN_OPERATOR', organization: '410105001000-TOWN', person: null },
  stageBefore: index === 0 ? null : 'HANDLING',
  stageAfter: 'HANDLING',
  reason: null,
  words: `第${index + 1}步`,
  evidence: [{ name: '照片', uri: `object://photos/${index}`, sha256: null }],
  private: index % 3 === 2,
  facts: index === 0 ? { content: contentHash(TICKET) } : { step: index },
  idempotencyKey: null,
});

/** Entries chained in their order, from the hash before the first of them. */
export function chained(contents: readonly Omit<ChainedEntry, 'hash'>[], from = genesisOf(TICKET.id)): ChainedEntry[] {
  let previous = from;
  return contents.map((content) => {
    previous = hashOfEntry(previous, content);
    return { ...content, hash: previous };
  });
}

export const timelineOf = (length: number): ChainedEntry[] =>
  chained(Array.from({ length }, (_, index) => contentAt(index)));

export const headOf = (timeline: readonly { sequence: number; hash: string }[]) => ({
  sequence: timeline.at(-1)?.sequence ?? 1,
  hash: timeline.at(-1)?.hash ?? '',
});

/** Three days' anchors; the ticket's head is in the second one's tree beside others. */
export function anchorsOver(timeline: readonly ChainedEntry[], sequence: number) {
  const entry = timeline[sequence - 1];
  if (!entry) throw new Error(`no entry ${sequence}`);
  const others = ['a', 'b', 'c', 'd'].map((id) => leafOf(id, { sequence: 1, hash: entry.hash }));
  const tree = merkleTree(others.toSpliced(2, 0, leafOf(TICKET.id, entry)));
  const anchors: Anchor[] = [];
  for (const day of [1, 2, 3]) {
    const before = anchors.at(-1);
    anchors.push(
      sealAnchor(signer, {
        jurisdiction: 'here',
        sequence: day,
        day: `2026-11-0${day}`,
        leaves: 5,
        root: tree.root,
        previous: before ? hashOfAnchor(before) : NO_ANCHOR,
        at: `2026-11-0${day + 1}T00:30:00.000Z`,
      }),
    );
  }
  const [, anchor] = anchors;
  const way = tree.paths[2];
  if (!anchor || !way) throw new Error('the story has no second day');
  return { anchors, anchoring: { anchor, sequence, ...way } };
}

export const dossierOf = (timeline: Dossier['timeline'], patch: Partial<FirstDossier> = {}): FirstDossier => ({
  format: 'gridlink-dossier/1',
  ticket: TICKET,
  timeline,
  head: headOf(timeline),
  anchoring: null,
  issuedAt: '2026-11-20T02:00:00.000Z',
  issuedTo: { subject: 'account-county', role: 'COUNTY_COORDINATOR', organization: '410105000000-COORDINATION' },
  ...patch,
});

export const signed = (dossier: FirstDossier) => ({
  ...dossier,
  signatures: [
    signDossier(signer, dossier, { jurisdiction: 'here', purpose: 'ISSUED', at: '2026-11-20T02:00:00.000Z' }),
  ],
});
