import { type Anchoring, type ChainedEntry, type CurrentDossier, sealPaths, withhold } from '@gridlink/dossier';
import type { TicketState, TimelineEntry } from '../../ticket/domain/ticket.ts';
import { chainedEntry } from '../../ticket/domain/timeline.ts';
import { writtenIn } from '../../ticket/domain/written.ts';

/** What of a ticket a dossier holds besides its timeline; contacts only as they are masked for everybody. */
const FACTS = [
  'id',
  'code',
  'jurisdiction',
  'division',
  'areas',
  'gridCode',
  'source',
  'channel',
  'title',
  'text',
  'contentSalt',
  'place',
  'topic',
  'item',
  'severity',
  'stage',
  'round',
  'holder',
  'foundAt',
  'reportedAt',
  'closedAt',
  'mergedInto',
  'legalRoute',
  'feedback',
  'falseClosures',
  'assignments',
  'deadlines',
  'timeRequests',
  'jointCases',
  'consultations',
  'mediations',
  'fieldChecks',
  'emergencies',
  'failedVerifications',
  'supervisions',
  'referrals',
  'appeals',
  'handOvers',
] as const satisfies readonly (keyof TicketState)[];

type Facts = Omit<CurrentDossier['ticket'], 'seals'>;

function factsOf(state: TicketState): Facts {
  const { anonymous, organization, maskedName, maskedPhone } = state.reporter;
  const reporter = { anonymous, organization, name: maskedName, phone: maskedPhone };
  const { contentSalt = null } = state;
  const facts = { ...Object.fromEntries(FACTS.map((key) => [key, state[key]])), contentSalt, reporter };
  // Instants become text, as everywhere in a dossier.
  return JSON.parse(JSON.stringify(facts)) as Facts;
}

/** The salt of title and text is sealed as they are: it goes with either of them. */
function sealed(facts: Facts, salt: string): CurrentDossier['ticket'] {
  const parts = new Map([...writtenIn(facts), ['contentSalt', facts.contentSalt]]);
  return { ...facts, seals: sealPaths(parts, salt) } as CurrentDossier['ticket'];
}

const MARK = /^[0-9a-f]{64}$/;

/** Entries of earlier versions hold the sender's key itself, which whoever has it may repeat a report with. */
const isOpen = ({ idempotencyKey }: TimelineEntry): boolean => idempotencyKey === null || MARK.test(idempotencyKey);

const entryOf = (entry: TimelineEntry): CurrentDossier['timeline'][number] =>
  isOpen(entry) ? ({ ...chainedEntry(entry), hash: entry.hash } satisfies ChainedEntry) : withhold(entry);

export type Drawing = {
  readonly anchoring: Anchoring | null;
  readonly issuedAt: Date;
  readonly issuedTo: CurrentDossier['issuedTo'];
  /** Drawn for this dossier alone. */
  readonly salt: string;
};

/** A ticket's dossier as it stands. Pure. */
export function dossierOf(state: TicketState, { anchoring, issuedAt, issuedTo, salt }: Drawing): CurrentDossier {
  const { sequence, hash } = state.timeline.at(-1) ?? { sequence: 0, hash: '' };
  return {
    format: 'gridlink-dossier/2',
    ticket: sealed(factsOf(state), salt),
    timeline: state.timeline.map(entryOf),
    head: { sequence, hash },
    anchoring,
    issuedAt: issuedAt.toISOString(),
    issuedTo,
  };
}
