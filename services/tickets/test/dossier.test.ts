import { createSignatureChecker, type DossierVerdict, hashOfAnchor, verifyDossier } from '@gridlink/dossier';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, aReport, closed, dispatched, does, give, report, reported } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

type DossierView = { document: string; digest: string; entries: number; headHash: string; anchoredOn: string | null };
type AnchorView = { sequence: number; day: string; leaves: number; previous: string; document: string };

const DOSSIER = 'dossier { document digest entries headHash anchoredOn }';

describe('[B12] a dossier that an outsider checks', () => {
  let town: Town;
  let keySet: string;
  beforeAll(async () => {
    town = await startTown();
    keySet = (await register('keySet')).keySet ?? '';
  });
  afterAll(() => town.stop());

  async function register(fields: string): Promise<{ keySet?: string; anchors?: AnchorView[] }> {
    const query = `{ dossierRegister(jurisdiction: "zhengzhou") { ${fields} } }`;
    const { data, errors } = await town.ask<{ dossierRegister: object }>(people.resident, query);
    if (!data) throw new Error(JSON.stringify(errors));
    return data.dossierRegister;
  }

  async function dossier(caller: Parameters<Town['ask']>[0], ticketId: string): Promise<DossierView | null> {
    const query = `query ($id: ID!) { ticket(id: $id) { ${DOSSIER} } }`;
    const { data } = await town.ask<{ ticket: { dossier: DossierView | null } | null }>(caller, query, {
      id: ticketId,
    });
    return data?.ticket?.dossier ?? null;
  }

  const anchorsKept = async () =>
    ((await register('anchors(first: 400) { sequence day leaves previous document }')).anchors ?? []).map(
      ({ document }) => JSON.parse(document),
    );

  const verdict = async (document: string): Promise<DossierVerdict> =>
    verifyDossier(document, { check: createSignatureChecker(JSON.parse(keySet)), anchors: await anchorsKept() });

  it('holds the whole life of a ticket, signed, with the contact masked', async () => {
    const { ticketId, ticket } = await closed(town);
    const given = await dossier(people.county, ticketId);
    const checked = await verdict(given?.document ?? '');
    expect(checked).toMatchObject({
      kind: 'WHOLE',
      signed: true,
      withheld: 0,
      dossier: {
        ticket: { code: ticket.code, stage: 'CLOSED', reporter: { name: '王**', phone: '138****5678' } },
        head: { sequence: given?.entries, hash: given?.headHash },
        issuedTo: { subject: 'county', role: 'COUNTY_COORDINATOR' },
        anchoring: null,
      },
    });
    expect(given?.document).not.toMatch(/王小明|13812345678/);
  });

  it('is for the center that holds the ticket, those above it and nobody else', async () => {
    const { ticketId } = await closed(town);
    expect(await dossier(people.county, ticketId)).not.toBeNull();
    expect(await dossier(people.city, ticketId)).not.toBeNull();
    for (const caller of [people.town, people.lead, people.worker, people.otherCounty, people.elsewhere]) {
      expect(await dossier(caller, ticketId)).toBeNull();
    }
  });

  it('[T12] goes with a referral to the body that inspects it', async () => {
    const { ticketId } = await dispatched(town);
    const target = `${COUNTY}-URBAN_MANAGEMENT`;
    const { supervisions } = await does(town, people.county, [
      'superviseTicket',
      { ticketId, target, words: '请尽快' },
    ]);
    const supervisionId = supervisions[0]?.id;
    await does(town, people.lead, ['answerSupervision', { ticketId, supervisionId, words: '无法办理' }]);
    const failed = await does(town, people.county, ['failSupervision', { ticketId, supervisionId, words: '拒不落实' }]);
    const organization = failed.referrals[0]?.to.code ?? '';
    const inspector = { ...people.lead, subject: 'inspector', roles: ['DISCIPLINE_INSPECTOR' as const], organization };
    const given = await dossier(inspector, ticketId);
    expect(await verdict(given?.document ?? '')).toMatchObject({
      kind: 'WHOLE',
      dossier: { issuedTo: { subject: 'inspector', role: 'DISCIPLINE_INSPECTOR' } },
    });
    expect(await dossier({ ...inspector, organization: `${COUNTY}-HEALTH` }, ticketId)).toBeNull();
  });

  it('tells nobody the key that a report could be repeated with, which still finds what was done before', async () => {
    const idempotencyKey = 'a-secret-key-of-the-resident';
    const first = await report(town, people.resident, { idempotencyKey });
    const { data } = await town.ask<{ ticket: { id: string } }>(
      people.town,
      `{ ticket(code: "${first.receipt?.code}") { id } }`,
    );
    const ticketId = data?.ticket.id ?? '';
    const accept = ['acceptTicket', { ticketId, itemCode: 'PUBLIC_FACILITIES', idempotencyKey: 'accept-1' }] as const;
    await does(town, people.town, accept);
    expect((await give(town, people.town, accept)).ticket).toMatchObject({ stage: 'DISPATCH' });
    const given = await dossier(people.town, ticketId);
    expect(given?.document).not.toContain(idempotencyKey);
    expect(given?.document).not.toContain('accept-1');
    expect(await verdict(given?.document ?? '')).toMatchObject({ kind: 'WHOLE', withheld: 0 });
  });

  it('shows what somebody changed in the database', async () => {
    const { ticket } = await reported(town);
    await accepted(town, ticket.id);
    await town.database.db
      .collection<{ _id: string }>('tickets')
      .updateOne({ _id: ticket.id }, { $set: { 'timeline.1.facts.severity': 'URGENT' } });
    const given = await dossier(people.town, ticket.id);
    expect(await verdict(given?.document ?? '')).toMatchObject({
      kind: 'BROKEN',
      link: { kind: 'HASH', sequence: 2, found: given?.headHash },
    });
  });
});

describe('[B12] the anchor of a day', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const anchors = async (jurisdiction = 'zhengzhou', from = 1) => {
    const query = `query ($jurisdiction: String!, $from: Int!) { dossierRegister(jurisdiction: $jurisdiction) { keySet
      anchors(from: $from, first: 400) { sequence day leaves previous document } } }`;
    const { data } = await town.ask<{ dossierRegister: { keySet: string; anchors: AnchorView[] } }>(
      people.resident,
      query,
      { jurisdiction, from },
    );
    return data?.dossierRegister ?? { keySet: '', anchors: [] };
  };

  const dossierOf = async (ticketId: string): Promise<DossierView | undefined> =>
    (await town.ask<{ ticket: { dossier: DossierView } }>(people.city, `{ ticket(id: "${ticketId}") { ${DOSSIER} } }`))
      .data?.ticket.dossier;

  it('is sealed once the day is over and settled, once for any number of replicas, each after the one before', async () => {
    const tickets = [await reported(town), await reported(town), await reported(town)];
    expect(await town.service.sweepAnchors()).toBe(0);
    town.setNow('2026-03-02T16:14:00.000Z');
    expect(await town.service.sweepAnchors()).toBe(0);
    town.setNow('2026-03-02T16:16:00.000Z');
    // What happens after midnight belongs to the next day.
    await accepted(town, tickets[0]?.ticket.id ?? '');
    await Promise.all([town.service.sweepAnchors(), town.service.sweepAnchors(), town.service.sweepAnchors()]);
    const { anchors: first } = await anchors();
    expect(first).toMatchObject([{ sequence: 1, day: '2026-03-02', leaves: 3, previous: '0'.repeat(64) }]);

    const given = await dossierOf(tickets[0]?.ticket.id ?? '');
    expect(given).toMatchObject({ entries: 3, anchoredOn: '2026-03-02' });
    const { keySet, anchors: kept } = await anchors();
    const check = createSignatureChecker(JSON.parse(keySet));
    const options = { check, anchors: kept.map(({ document }) => JSON.parse(document)) };
    expect(verifyDossier(given?.document ?? '', options)).toMatchObject({
      kind: 'WHOLE',
      dossier: { anchoring: { sequence: 1, anchor: { sequence: 1 } } },
    });
  });

  it('follows for each day that passed meanwhile, an empty one too, and moves a ticket on', async () => {
    const { ticket } = await reported(town);
    town.setNow('2026-03-05T16:20:00.000Z');
    await town.service.sweepAnchors();
    const { anchors: all } = await anchors();
    expect(all.map(({ sequence, day, leaves }) => [sequence, day, leaves])).toEqual([
      [1, '2026-03-02', 3],
      [2, '2026-03-03', 2],
      [3, '2026-03-04', 0],
      [4, '2026-03-05', 0],
    ]);
    const [, , , last] = all;
    expect(last?.previous).toBe(hashOfAnchor(JSON.parse(all[2]?.document ?? '')));
    expect((await anchors('zhengzhou', 3)).anchors.map(({ sequence }) => sequence)).toEqual([3, 4]);
    expect(await dossierOf(ticket.id)).toMatchObject({ anchoredOn: '2026-03-03' });
  });

  it('is each jurisdiction’s own, under its own key', async () => {
    const elsewhere = await anchors('puyang');
    expect(elsewhere.anchors.map(({ leaves }) => leaves)).toEqual([0, 0, 0, 0]);
    const keys = (JSON.parse(elsewhere.keySet) as { keys: { jurisdiction: string; d?: string }[] }).keys;
    expect(keys).toMatchObject([{ jurisdiction: 'puyang' }]);
    expect(keys[0]).not.toHaveProperty('d');
    expect((await anchors('nowhere')).anchors).toEqual([]);
  });

  it('finds the timeline that was rewritten as a whole, and asks for no more rows than it gives', async () => {
    const { keySet, anchors: kept } = await anchors();
    const { ticket } = await reported(town, aReport({ title: '路灯熄灭' }));
    town.passHours(24);
    await town.service.sweepAnchors();
    const whole = JSON.parse((await dossierOf(ticket.id))?.document ?? '{}');
    expect(whole.anchoring.anchor.sequence).toBe(kept.length + 1);
    const check = createSignatureChecker(JSON.parse(keySet));
    const missing = verifyDossier((await dossierOf(ticket.id))?.document ?? '', {
      check,
      anchors: kept.map(({ document }) => JSON.parse(document)),
    });
    expect(missing).toMatchObject({ kind: 'BROKEN', link: { kind: 'ANCHOR_CHAIN' } });
    const { errors } = await town.ask(
      people.resident,
      '{ dossierRegister(jurisdiction: "zhengzhou") { anchors(first: 401) { day } } }',
    );
    expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});
