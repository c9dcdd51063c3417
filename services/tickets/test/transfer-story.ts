import type { Caller } from '@gridlink/contracts';
import { createSignatureChecker } from '@gridlink/dossier';
import { accepted, does, reported, type UserErrorView } from './steps.ts';
import { people, type Town } from './town.ts';

export const PUYANG = '410900000000';
export const OFFER = { division: PUYANG, reason: 'OUT_OF_TERRITORY', words: '事发地在濮阳' };

type TransferView = {
  id: string;
  direction: string;
  state: string;
  jurisdiction: string;
  otherCode: string | null;
  dossierDigest: string | null;
  dossier: string | null;
};
type Answer = {
  transfer: TransferView | null;
  ticket?: { id: string; code: string; stage: string; source: string; transfers: TransferView[] } | null;
  userErrors: UserErrorView[];
};
const TRANSFER = 'id direction state jurisdiction otherCode dossierDigest dossier';

/** The center of the city that takes over. */
export const there = {
  ...people.city,
  subject: 'city-there',
  jurisdiction: 'puyang',
  division: PUYANG,
  organization: `${PUYANG}-OPERATION`,
};

/** What goes between two jurisdictions, in a town. */
export function transfersIn(town: Town) {
  /** Reported, accepted, escalated to the city and offered to the other one. */
  async function offered(more: Record<string, unknown> = {}) {
    const { ticket, queryCode } = await reported(town, more);
    const ticketId = ticket.id;
    await accepted(town, ticketId);
    await does(town, people.town, ['escalateTicket', { ticketId, words: '事发地在外地' }]);
    await does(town, people.county, ['escalateTicket', { ticketId, words: '事发地在外地' }]);
    await does(town, people.city, ['transferOut', { ticketId, ...OFFER }]);
    return { ticketId, code: ticket.code, queryCode };
  }

  async function answer(
    caller: Caller,
    name: 'acceptTransfer' | 'declineTransfer',
    input: Record<string, unknown>,
  ): Promise<Answer & { code: unknown }> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const ticket = name === 'acceptTransfer' ? `ticket { id code stage source transfers { ${TRANSFER} } }` : '';
    const { data, errors } = await town.ask<{ answer: Answer }>(
      caller,
      `mutation ($input: ${type}!) { answer: ${name}(input: $input) { transfer { ${TRANSFER} } ${ticket} userErrors { code field message article } } }`,
      { input },
    );
    return { ...(data?.answer ?? { transfer: null, userErrors: [] }), code: errors[0]?.extensions?.code };
  }

  const keysOf = async (...jurisdictions: string[]) => {
    const sets = await Promise.all(
      jurisdictions.map(async (jurisdiction) => {
        const query = `{ dossierRegister(jurisdiction: "${jurisdiction}") { keySet } }`;
        const { data } = await town.ask<{ dossierRegister: { keySet: string } }>(people.resident, query);
        return (JSON.parse(data?.dossierRegister.keySet ?? '') as { keys: object[] }).keys;
      }),
    );
    return createSignatureChecker({ keys: sets.flat() });
  };

  const transfersAtHome = async (ticketId: string): Promise<TransferView[]> => {
    const query = `{ ticket(id: "${ticketId}") { transfers { ${TRANSFER} } } }`;
    const { data } = await town.ask<{ ticket: { transfers: TransferView[] } }>(people.city, query);
    return data?.ticket.transfers ?? [];
  };

  return { offered, answer, keysOf, transfersAtHome };
}
