import { randomBytes } from 'node:crypto';
import { digestOf, type SignaturePurpose, signDossier, signRedaction, textOfDossier } from '@gridlink/dossier';
import { dossierOf } from '../../dossier/domain/dossier-of.ts';
import type { Transfer, TransferReceipt } from '../domain/parts.ts';
import { keptDossiers, redactedDossier } from '../domain/redacted-dossier.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { Redaction } from '../domain/written.ts';
import type { TicketDeps } from './deps.ts';

/** What the two sides say by signing: of a matter that goes over, and of one that does not. */
const PURPOSES = {
  acceptTransfer: ['HANDED_OVER', 'TAKEN_OVER'],
  declineTransfer: ['OFFERED', 'NOT_TAKEN_OVER'],
} as const satisfies Record<string, readonly [SignaturePurpose, SignaturePurpose]>;

export type TransferAnswer = keyof typeof PURPOSES;

type Asked = { readonly transfer: Transfer; readonly answer: TransferAnswer; readonly now: Date };

/** The ticket's dossier as it stands, signed by both jurisdictions: neither can say later that it was another matter. */
export async function transferReceipt(
  { anchors, dossierSigner }: Pick<TicketDeps, 'anchors' | 'dossierSigner'>,
  state: TicketState,
  { transfer, answer, now }: Asked,
): Promise<TransferReceipt> {
  const [anchored] = await anchors.anchorings([state.id]);
  const salt = randomBytes(16).toString('hex');
  const dossier = dossierOf(state, { anchoring: anchored?.anchoring ?? null, issuedAt: now, issuedTo: null, salt });
  const [bySender, byReceiver] = PURPOSES[answer];
  const at = now.toISOString();
  const signatures = [
    signDossier(dossierSigner, dossier, { jurisdiction: state.jurisdiction, purpose: bySender, at }),
    signDossier(dossierSigner, dossier, { jurisdiction: transfer.jurisdiction, purpose: byReceiver, at }),
  ];
  return { digest: digestOf(dossier), document: textOfDossier({ ...dossier, signatures, redactions: [] }) };
}

/**
 * The dossiers signed with other jurisdictions without what is redacted, where something of it stood in them: what both signed stays as it
 * was, and that words are gone is signed by the ticket's own jurisdiction.
 */
export function redactedReceipts(
  { dossierSigner }: Pick<TicketDeps, 'dossierSigner'>,
  state: TicketState,
  { redaction, now }: { readonly redaction: Redaction; readonly now: Date },
): ReadonlyMap<string, TransferReceipt> {
  const receipts = keptDossiers(state).flatMap(({ transfer, digest, file: kept }) => {
    if (kept === null) return [];
    const { file, places } = redactedDossier(kept, redaction, randomBytes(16).toString('hex'));
    if (places.length === 0) return [];
    const { redactions } = file;
    const redacting = { jurisdiction: state.jurisdiction, at: now.toISOString(), places: [...places] };
    const signed = signRedaction(dossierSigner, { digest, redactions }, redacting);
    const left = textOfDossier({ ...file, redactions: [...redactions, signed] });
    return [[transfer, { digest, document: left }] as const];
  });
  return new Map(receipts);
}
