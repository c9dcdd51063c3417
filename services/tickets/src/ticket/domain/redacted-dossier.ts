import {
  contentHash,
  isShown,
  isWithheld,
  type RedactionPlace,
  readDossier,
  replaceSealed,
  type SignedCurrentDossier,
  saltFor,
  sealDigest,
  sealedParts,
  ticketPlace,
} from '@gridlink/dossier';
import type { TransferReceipt } from './parts.ts';
import { redactedTimeline } from './redacted-timeline.ts';
import type { TicketState } from './ticket.ts';
import { cleaned, type Redaction } from './written.ts';

const REPORTED: readonly string[] = ['title', 'text'];
const SALT = 'contentSalt';

/** A dossier's ticket without what is redacted, another salt beside what is left of each part. */
function redactedTicket(
  { seals, ...ticket }: SignedCurrentDossier['ticket'],
  redaction: Redaction,
  saltAt: (place: string) => string,
) {
  const parts = [...sealedParts(ticket, seals)].filter(([path]) => path !== SALT);
  const words = parts.flatMap(([path, part]) => {
    const value = cleaned(part, redaction, 'words');
    return value === part ? [] : [[path, value] as const];
  });
  const ofReport = words.some(([path]) => REPORTED.includes(path));
  const left = new Map<string, unknown>([...words, ...(ofReport ? [[SALT, saltAt('content')] as const] : [])]);
  const after = replaceSealed(ticket, seals, (path, part) => left.get(path) ?? part) as typeof ticket;
  const again = Object.entries(seals).map(([path, seal]) => {
    return [path, left.has(path) ? { ...seal, salt: saltAt(ticketPlace(path)) } : seal] as const;
  });
  const { title, text } = after;
  const places = [...left].map(([path, value]) => {
    const at = ticketPlace(path);
    return { at, leaves: sealDigest(saltAt(at), value) };
  });
  return {
    ticket: { ...after, seals: Object.fromEntries(again) } as SignedCurrentDossier['ticket'],
    places: ofReport
      ? [...places, { at: 'content', leaves: contentHash({ title, text, contentSalt: saltAt('content') }) }]
      : places,
  };
}

export type CleanedDossier = {
  /** As it was signed, with what was redacted of it before; the new redaction is still to be signed. */
  readonly file: SignedCurrentDossier;
  readonly places: readonly RedactionPlace[];
};

/** A dossier that a ticket keeps with another jurisdiction's signature. */
export type KeptDossier = TransferReceipt & {
  readonly transfer: string;
  /** Null for one that was signed with its texts. */
  readonly file: SignedCurrentDossier | null;
};

export const keptDossiers = ({ transfers }: Pick<TicketState, 'transfers'>): readonly KeptDossier[] =>
  transfers.flatMap(({ id, receipt }) =>
    receipt === null ? [] : [{ ...receipt, transfer: id, file: fileIn(receipt.document) }],
  );

export function fileIn(document: string): SignedCurrentDossier | null {
  const read = readDossier(document);
  return 'dossier' in read && read.dossier.format === 'gridlink-dossier/2' ? read.dossier : null;
}

/** A signed dossier without what is redacted; its skeleton, and so its signatures, stay. */
export function redactedDossier(file: SignedCurrentDossier, redaction: Redaction, salt: string): CleanedDossier {
  const saltAt = (place: string): string => saltFor(salt, `redacted.${place}`);
  const { ticket, places } = redactedTicket(file.ticket, redaction, saltAt);
  const shown = redactedTimeline(file.timeline.filter(isShown), redaction, saltAt);
  const after = new Map(shown.timeline.map((entry) => [entry.sequence, entry]));
  const timeline = file.timeline.map((entry) => (isWithheld(entry) ? entry : (after.get(entry.sequence) ?? entry)));
  return { file: { ...file, ticket, timeline }, places: [...places, ...shown.places] };
}

const asInJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Whether a signed dossier says any of it; one that was signed with its texts says it wherever it stands. */
export function isSaidIn({ document, file }: Pick<KeptDossier, 'document' | 'file'>, redaction: Redaction): boolean {
  if (file !== null) return redactedDossier(file, redaction, '').places.length > 0;
  return [...redaction.fragments, ...redaction.evidenceUris].some((text) => document.includes(asInJson(text)));
}
