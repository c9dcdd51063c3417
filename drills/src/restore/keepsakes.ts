import { type ChainHead, createChainVerifier } from '@gridlink/audit-chain';
import type { County } from '@gridlink/bench';
import { type GraphClient, openAccounts } from '@gridlink/demo';
import { createSignatureChecker, type DossierVerdict, verifyDossier } from '@gridlink/dossier';

/** What outsiders took away before: an audit chain's head, and a dossier with the number of its ticket. */
export type Keepsakes = { readonly head: ChainHead; readonly ticket: string; readonly dossier: string };

/** Both as an auditor and a center ask for them. */
export type Witnesses = {
  take(): Promise<Keepsakes>;
  /** What of it no longer holds, each as one sentence: the chain goes on from the noted head, old and new dossier verify with the keys that are published. */
  compare(kept: Keepsakes): Promise<{ readonly audit: string[]; readonly dossiers: string[] }>;
};

type Export = { readonly auditExport: { readonly ndjson: string } };
type Dossier = { readonly ticket: { readonly dossier: { readonly document: string } | null } | null };
type Register = { readonly dossierRegister: { readonly keySet: string } | null };

const EXPORT = /* GraphQL */ `query Export { auditExport(first: 1000) { ndjson } }`;
const FIRST = /* GraphQL */ `query First { tickets(first: 1) { nodes { id } } }`;
const DOSSIER = /* GraphQL */ `query Dossier($id: ID!) { ticket(id: $id) { dossier { document } } }`;
const REGISTER = /* GraphQL */ `query Register($jurisdiction: String!) { dossierRegister(jurisdiction: $jurisdiction) { keySet } }`;

const exportOf = async (auditor: GraphClient): Promise<string> =>
  (await auditor.ask<Export>(EXPORT)).auditExport.ndjson;

/** @throws Error when a link is broken, or the noted entry is not among them */
function verifiedHead(ndjson: string, noted?: ChainHead): ChainHead {
  const verifier = createChainVerifier();
  if (noted) verifier.note(noted);
  for (const line of ndjson.split('\n').filter(Boolean)) if (!verifier.take(line)) break;
  const verdict = verifier.verdict();
  if (verdict.kind !== 'WHOLE') throw new Error(`the audit chain does not hold: ${JSON.stringify(verdict)}`);
  return verdict.head;
}

async function dossierOf(center: GraphClient, id: string): Promise<string> {
  const { ticket } = await center.ask<Dossier>(DOSSIER, { id });
  if (!ticket?.dossier) throw new Error(`ticket ${id} shows no dossier`);
  return ticket.dossier.document;
}

const complaintsOf = (check: () => Promise<void>): Promise<string[]> =>
  check().then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message : String(error)],
  );

const complaintOf = (which: string, verdict: DossierVerdict): string[] =>
  verdict.kind === 'WHOLE' && verdict.signed ? [] : [`${which} dossier does not hold: ${JSON.stringify(verdict)}`];

/** Opens the auditor's account. Every export is an entry of the chain itself, so it grows with each look. */
export async function openWitnesses(county: County): Promise<Witnesses> {
  const { accounts, pack } = county.jurisdiction;
  const { password, login } = county.coordinator;
  const account = accounts.find(({ role }) => role === 'AUDITOR');
  if (!account) throw new Error('the county has no auditor');
  await openAccounts(county.admin, [account], password);
  const auditor = county.desks.at(account.name);
  const center = county.desks.at(login);
  return {
    async take() {
      for (let look = 0; look < 3; look++) await exportOf(auditor);
      const head = verifiedHead(await exportOf(auditor));
      const { tickets } = await center.ask<{ tickets: { nodes: readonly { id: string }[] } }>(FIRST);
      const [ticket] = tickets.nodes;
      if (!ticket) throw new Error('there is no ticket yet');
      return { head, ticket: ticket.id, dossier: await dossierOf(center, ticket.id) };
    },
    async compare({ head, ticket, dossier }) {
      const { dossierRegister } = await center.ask<Register>(REGISTER, { jurisdiction: pack.code });
      const check = createSignatureChecker(JSON.parse(dossierRegister?.keySet ?? '{}'));
      const audit = await complaintsOf(async () => void verifiedHead(await exportOf(auditor), head));
      const now = await dossierOf(center, ticket);
      const dossiers = [
        ...complaintOf('the old', verifyDossier(dossier, { check })),
        ...complaintOf('the new', verifyDossier(now, { check })),
      ];
      return { audit, dossiers };
    },
  };
}
