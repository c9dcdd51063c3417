import { randomUUID } from 'node:crypto';
import { type EventEnvelope, eventTypeParts } from '@gridlink/contracts';
import type { EventDraft } from './aggregate-document.ts';

export type EnvelopeOf = {
  readonly subject: string;
  readonly jurisdiction: string;
  readonly division: string;
  readonly now: Date;
  /** Sequence of the first draft. */
  readonly firstSequence: number;
  readonly traceparent?: string | undefined;
};

/** Drafts of one command as envelopes, numbered one after the other. */
export function envelopesOf(drafts: readonly EventDraft[], of: EnvelopeOf): EventEnvelope[] {
  return drafts.map((draft, index) => ({
    specversion: '1.0',
    id: randomUUID(),
    source: `/gridlink/${eventTypeParts(draft.type).domain}`,
    type: draft.type,
    subject: of.subject,
    time: of.now.toISOString(),
    datacontenttype: 'application/json',
    jurisdiction: of.jurisdiction,
    division: of.division,
    sequence: of.firstSequence + index,
    ...(of.traceparent === undefined ? {} : { traceparent: of.traceparent }),
    data: draft.data,
  }));
}
