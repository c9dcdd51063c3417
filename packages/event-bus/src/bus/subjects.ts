import { type EventEnvelope, eventTypeParts } from '@gridlink/contracts';

/** `<prefix>.<jurisdiction>.<domain>.<noun>.<verb>` */
export function subjectOf(prefix: string, event: EventEnvelope): string {
  const { domain, noun, verb } = eventTypeParts(event.type);
  return `${prefix}.${event.jurisdiction}.${domain}.${noun}.${verb}`;
}

/** All subjects of a domain, every jurisdiction. */
export const domainSubjects = (prefix: string, domain: string): string => `${prefix}.*.${domain}.>`;

/** All subjects of one noun. */
export const nounSubjects = (prefix: string, domain: string, noun: string): string => `${prefix}.*.${domain}.${noun}.*`;

/** Stream names may hold no dots: GRIDLINK_TICKETS. */
export const streamName = (prefix: string, domain: string): string =>
  `${prefix}_${domain}`.toUpperCase().replace(/[^A-Z0-9_]/g, '_');
