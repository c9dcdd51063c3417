import { randomBytes } from 'node:crypto';
import { canonical, digestOf, signDossier, textOfDossier } from '@gridlink/dossier';
import { badUserInput } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { stands } from '../../ticket/domain/relations.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { TicketRow } from '../../ticket/use-cases/ticket-repository.ts';
import { dossierOf } from '../domain/dossier-of.ts';

/** The center that holds the ticket, those above it, and the body it was referred to. */
export function mayHaveDossier(state: TicketState, actor: Actor, { deps }: TicketContext): boolean {
  const pack = packOf(deps, state.jurisdiction);
  const referred = state.referrals.some(({ to }) => to === actor.organization);
  return referred || stands('CHECKER', { state, actor, pack, target: {} });
}

export async function ticketDossier(row: TicketRow, _: unknown, context: TicketContext) {
  const { caller, loaders } = context;
  if (!mayHaveDossier({ ...row, timeline: [] }, actorOf(caller), context)) return null;
  const kept = await loaders.timeline.load(row.id);
  return dossierFor({ ...row, timeline: kept?.timeline ?? [] }, context);
}

/** A dossier drawn up for the caller, who has been found to be one that may have it. */
export async function dossierFor(state: TicketState, context: TicketContext) {
  const { caller, loaders, deps, now } = context;
  const anchored = await loaders.anchorings.load(state.id);
  const issuedAt = now();
  const { subject, organization, roles, kind } = actorOf(caller);
  const issuedTo = { subject, organization, role: roles[0] ?? kind };
  const salt = randomBytes(16).toString('hex');
  const dossier = dossierOf(state, { anchoring: anchored?.anchoring ?? null, issuedAt, issuedTo, salt });
  const signing = { jurisdiction: state.jurisdiction, purpose: 'ISSUED', at: issuedAt.toISOString() } as const;
  const signature = signDossier(deps.dossierSigner, dossier, signing);
  return {
    document: textOfDossier({ ...dossier, signatures: [signature], redactions: [] }),
    digest: digestOf(dossier),
    entries: dossier.head.sequence,
    headHash: dossier.head.hash,
    anchoredOn: dossier.anchoring?.anchor.day ?? null,
    issuedAt,
  };
}

const MOST_ANCHORS = 400;

type Register = { readonly jurisdiction: string };
type AnchorPage = { readonly from: number; readonly first: number };

export const dossierRegister = (_: unknown, { jurisdiction }: Register, { deps }: TicketContext): Register | null =>
  deps.packs.has(jurisdiction) ? { jurisdiction } : null;

export const dossierRegisterResolvers = {
  keySet: ({ jurisdiction }: Register, _: unknown, { deps }: TicketContext) => {
    const { keys } = deps.dossierSigner.keySet;
    return JSON.stringify({ keys: keys.filter((key) => key.jurisdiction === jurisdiction) });
  },
  async anchors({ jurisdiction }: Register, { from, first }: AnchorPage, { deps }: TicketContext) {
    if (first < 1 || first > MOST_ANCHORS) {
      throw badUserInput(`每次 1 至 ${MOST_ANCHORS} 条 (1 to ${MOST_ANCHORS} at a time)`, 'first');
    }
    const anchors = await deps.anchors.list(jurisdiction, { from, limit: first });
    return anchors.map((anchor) => ({ ...anchor, document: canonical(anchor) }));
  },
};
