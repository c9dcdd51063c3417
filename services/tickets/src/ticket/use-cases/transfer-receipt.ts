import { digestOf, type SignaturePurpose, signDossier, textOfDossier } from '@gridlink/dossier';
import { dossierOf } from '../../dossier/domain/dossier-of.ts';
import type { Transfer, TransferReceipt } from '../domain/parts.ts';
import type { TicketState } from '../domain/ticket.ts';
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
  const dossier = dossierOf(state, { anchoring: anchored?.anchoring ?? null, issuedAt: now, issuedTo: null });
  const [bySender, byReceiver] = PURPOSES[answer];
  const at = now.toISOString();
  const signatures = [
    signDossier(dossierSigner, dossier, { jurisdiction: state.jurisdiction, purpose: bySender, at }),
    signDossier(dossierSigner, dossier, { jurisdiction: transfer.jurisdiction, purpose: byReceiver, at }),
  ];
  return { digest: digestOf(dossier), document: textOfDossier({ ...dossier, signatures }) };
}
