import { verifyDossier } from '@gridlink/dossier';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { does } from './steps.ts';
import { people, startTown, type Town } from './town.ts';
import { there, transfersIn } from './transfer-story.ts';

const PHONE = '13700001234';
const BARS = '■'.repeat(11);

describe('[E10] a redaction of a ticket that moved to another jurisdiction', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const stored = async (id: string): Promise<string> =>
    JSON.stringify(await town.database.db.collection<{ _id: string }>('tickets').findOne({ _id: id }));

  const redact = (ticketId: string) =>
    ['redactTicket', { ticketId, fragments: [PHONE], reason: 'PERSONAL_DATA', words: '应当事人请求' }] as const;

  /** A ticket with somebody's number in it, taken over there; its id here and there. */
  async function takenOver() {
    const { offered, answer } = transfersIn(town);
    const { ticketId } = await offered({ title: `联系 ${PHONE}`, text: `住户 ${PHONE} 反映` });
    const { ticket } = await answer(there, 'acceptTransfer', { ticketId, transferId: 'x1', words: '由我市办理' });
    if (!ticket) throw new Error('nothing was opened there');
    return { here: ticketId, there: ticket.id };
  }

  it('takes a number out of the ticket and of the dossier that both signed, and both signatures hold', async () => {
    const { keysOf, transfersAtHome } = transfersIn(town);
    const ids = await takenOver();
    const [before] = await transfersAtHome(ids.here);
    expect(await stored(ids.here)).toContain(PHONE);
    await does(town, people.city, redact(ids.here));
    expect(await stored(ids.here)).not.toContain(PHONE);
    const [after] = await transfersAtHome(ids.here);
    expect(after?.dossierDigest).toBe(before?.dossierDigest);
    const check = await keysOf('zhengzhou', 'puyang');
    expect(verifyDossier(after?.dossier ?? '', { check })).toMatchObject({
      kind: 'WHOLE',
      signed: true,
      dossier: {
        ticket: { title: `联系 ${BARS}` },
        signatures: [{ purpose: 'HANDED_OVER' }, { purpose: 'TAKEN_OVER' }],
        redactions: [{ jurisdiction: 'zhengzhou' }],
      },
    });
  });

  it('is possible on either side', async () => {
    const { keysOf } = transfersIn(town);
    const ids = await takenOver();
    await does(town, there, redact(ids.there));
    expect(await stored(ids.there)).not.toContain(PHONE);
    const query = `{ ticket(id: "${ids.there}") { timelineIntact transfers { dossier } } }`;
    type Seen = { ticket: { timelineIntact: boolean; transfers: { dossier: string }[] } };
    const { data } = await town.ask<Seen>(there, query);
    expect(data?.ticket.timelineIntact).toBe(true);
    const check = await keysOf('zhengzhou', 'puyang');
    expect(verifyDossier(data?.ticket.transfers[0]?.dossier ?? '', { check })).toMatchObject({
      kind: 'WHOLE',
      dossier: { redactions: [{ jurisdiction: 'puyang' }] },
    });
  });
});
