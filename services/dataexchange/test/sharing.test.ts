import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Exchange, HEALTH, OTHER_TOWN, people, startExchange, TOWN, ticketEvent, URBAN } from './exchange.ts';
import {
  elderly,
  grant,
  idNumber,
  publish,
  push,
  READ,
  REQUEST,
  REVIEW,
  REVOKE,
  type Read,
  type Requested,
  type Reviewed,
  ZHANG,
} from './stories.ts';

const open = {
  ...elderly,
  sharing: 'UNCONDITIONAL',
  fields: [
    { name: 'code', title: '编号', type: 'TEXT', grade: 'PUBLIC', keyField: true },
    { name: 'village', title: '村（社区）', type: 'DIVISION', grade: 'INTERNAL', areaField: true },
  ],
  qualityRules: [],
};

describe('[D06] sharing', () => {
  let exchange: Exchange;
  let resource: string;
  beforeAll(async () => {
    exchange = await startExchange();
    resource = await publish(exchange, 'ELDERLY');
    await push(exchange, resource, 'b1', [ZHANG, { ...ZHANG, idNumber: idNumber(1), village: '410105002001' }]);
  });
  afterAll(() => exchange.stop());

  const wish = { fields: ['name', 'phone', 'village'], purpose: '入户走访核实', termDays: 30 };
  const request = (input: Record<string, unknown>, who: unknown = people.urbanSteward) =>
    exchange.ask<Requested>(who, REQUEST, { input: { resource, ...wish, ...input } });
  const refusals = async (input: Record<string, unknown>, who?: unknown) =>
    (await request(input, who)).data?.requestShare.userErrors.map(({ code }) => code);
  const pending = async (input: Record<string, unknown> = {}) => {
    const made = (await request(input)).data?.requestShare.request;
    if (!made) throw new Error('not requested');
    return made;
  };
  const review = (input: Record<string, unknown>, who: unknown = people.civilSteward) =>
    exchange.ask<Reviewed>(who, REVIEW, { input });
  const read = (id: string, extra: Record<string, unknown> = {}, who: unknown = people.urbanSteward) =>
    exchange.ask<Read>(who, READ, { grant: id, ...extra });

  describe('asking', () => {
    it('waits for the owner, with a due date in working days', async () => {
      exchange.travelTo('2026-03-02T01:30:00.000Z');
      const { data } = await request({});
      exchange.travelBack();
      expect(data?.requestShare.request).toMatchObject({
        status: 'PENDING',
        dueAt: '2026-03-16T09:00:00.000Z',
        grant: null,
      });
    });

    it('is granted at once what is shared without conditions', async () => {
      const id = await publish(exchange, 'OPEN', open);
      const { data } = await request({ resource: id, fields: ['code'] });
      expect(data?.requestShare.request).toMatchObject({ status: 'GRANTED', grant: { state: 'ACTIVE' } });
    });

    it('is refused what is not shared', async () => {
      const id = await publish(exchange, 'CLOSED', { ...elderly, sharing: 'NOT_SHARED' });
      expect(await refusals({ resource: id })).toEqual(['NOT_SHARED']);
    });

    it.each([
      ['no field', { fields: [] }, 'FIELDS'],
      ['an unknown field', { fields: ['name', 'salary'] }, 'UNKNOWN_FIELD'],
      ['a field in clear that was not asked for', { clearFields: ['idNumber'] }, 'CLEAR_FIELDS'],
      ['a field in clear that is never masked', { clearFields: ['village'] }, 'CLEAR_FIELDS'],
      ['no purpose', { purpose: '  ' }, 'PURPOSE'],
      ['a term of no days', { termDays: 0 }, 'TERM'],
      ['a term beyond a year', { termDays: 366 }, 'TERM'],
      ['an area outside the owner', { area: '410103000000' }, 'AREA'],
      ['an unknown ticket', { ticketCode: 'T-404' }, 'TICKET_UNKNOWN'],
    ])('is refused with %s', async (_what, input, code) => {
      expect(await refusals(input)).toEqual([code]);
    });

    it('is refused to the owner itself', async () => {
      expect(await refusals({}, people.civilSteward)).toEqual(['OWN_RESOURCE']);
    });

    it('makes one request of a retried one', async () => {
      const first = await pending({ idempotencyKey: 'k1' });
      expect((await pending({ idempotencyKey: 'k1' })).id).toBe(first.id);
    });

    it('makes one request of the same one sent twice at once', async () => {
      const both = await Promise.all([pending({ idempotencyKey: 'k2' }), pending({ idempotencyKey: 'k2' })]);
      expect(both[0].id).toBe(both[1].id);
    });

    it('refuses a key that another request had', async () => {
      await pending({ idempotencyKey: 'k3' });
      expect(await refusals({ idempotencyKey: 'k3', termDays: 5 })).toEqual(['KEY_REUSED']);
    });

    it('finds nothing in another jurisdiction', async () => {
      const { errors } = await request({}, people.stranger);
      expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
    });
  });

  describe('reviewing', () => {
    it('narrows what was asked for', async () => {
      const { id, version } = await pending();
      const { data } = await review({
        request: id,
        expectedVersion: version,
        decision: 'APPROVE',
        fields: ['village'],
        area: TOWN,
      });
      expect(data?.reviewShareRequest.request?.grant).toMatchObject({
        state: 'ACTIVE',
        fields: ['village'],
        area: TOWN,
      });
    });

    it('refuses with a reason', async () => {
      const { id, version } = await pending();
      const { data } = await review({ request: id, expectedVersion: version, decision: 'REFUSE', reason: '用途不明' });
      expect(data?.reviewShareRequest.request).toMatchObject({
        status: 'REFUSED',
        refusedBecause: '用途不明',
        grant: null,
      });
    });

    it.each([
      ['a refusal without a reason', { decision: 'REFUSE' }, 'REASON'],
      ['more fields than asked for', { decision: 'APPROVE', fields: ['name', 'idNumber'] }, 'MORE_FIELDS'],
      ['more in clear than asked for', { decision: 'APPROVE', clearFields: ['name'] }, 'MORE_CLEAR'],
      ['a longer term than asked for', { decision: 'APPROVE', termDays: 31 }, 'LONGER_TERM'],
      ['a wider area than asked for', { decision: 'APPROVE', area: OTHER_TOWN }, 'WIDER_AREA'],
    ])('is refused with %s', async (_what, input, code) => {
      const { id, version } = await pending({ area: TOWN });
      const { data } = await review({ request: id, expectedVersion: version, ...input });
      expect(data?.reviewShareRequest.userErrors).toMatchObject([{ code }]);
    });

    it('is the owner business only', async () => {
      const { id, version } = await pending();
      const { errors } = await review(
        { request: id, expectedVersion: version, decision: 'APPROVE' },
        people.urbanSteward,
      );
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });

    it('shows a third organization nothing', async () => {
      const { id, version } = await pending();
      const { errors } = await review(
        { request: id, expectedVersion: version, decision: 'APPROVE' },
        people.healthSteward,
      );
      expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
    });

    it('is answered once', async () => {
      const { id, version } = await pending();
      await review({ request: id, expectedVersion: version, decision: 'APPROVE' });
      const { data } = await review({ request: id, expectedVersion: version + 1, decision: 'REFUSE', reason: '后悔' });
      expect(data?.reviewShareRequest.userErrors).toMatchObject([{ code: 'ALREADY_ANSWERED' }]);
    });
  });

  describe('reading', () => {
    it('gives granted fields only, masked by grade', async () => {
      const { data } = await read(await grant(exchange, resource), { filter: { key: ZHANG.idNumber } });
      expect(data?.sharedRecords.nodes[0]?.values).toEqual({
        name: '张*',
        phone: '138****1234',
        village: ZHANG.village,
      });
    });

    it('gives in clear what the owner gave in clear', async () => {
      const { data } = await read(await grant(exchange, resource, { clearFields: ['phone'] }));
      expect(data?.sharedRecords.nodes[0]?.values).toMatchObject({ name: '张*', phone: '13812341234' });
    });

    it('bounds the rows by the area of the grant', async () => {
      const { data } = await read(await grant(exchange, resource, { area: TOWN }));
      expect(data?.sharedRecords.nodes.map(({ values }) => values.village)).toEqual([ZHANG.village]);
    });

    it('refuses an area outside the grant', async () => {
      const { errors } = await read(await grant(exchange, resource, { area: TOWN }), { filter: { area: OTHER_TOWN } });
      expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    });

    it('finds one row by its key', async () => {
      const { data } = await read(await grant(exchange, resource), { filter: { key: ZHANG.idNumber } });
      expect(data?.sharedRecords.nodes).toHaveLength(1);
    });

    it('goes on after a cursor', async () => {
      const id = await grant(exchange, resource);
      const first = await read(id, { first: 1 });
      const second = await read(id, { first: 1, after: first.data?.sharedRecords.pageInfo.endCursor });
      expect([first, second].map(({ data }) => data?.sharedRecords.pageInfo.hasNextPage)).toEqual([true, false]);
    });

    it('brings only what changed since a cursor that was kept', async () => {
      const id = await grant(exchange, resource);
      const kept = (await read(id)).data?.sharedRecords.pageInfo.endCursor;
      await push(exchange, resource, `later-${crypto.randomUUID()}`, [{ ...ZHANG, idNumber: idNumber(9) }]);
      const { data } = await read(id, { after: kept });
      expect(data?.sharedRecords.nodes).toHaveLength(1);
    });

    it.each([
      ['the owner', people.civilSteward, 'FORBIDDEN'],
      ['a coordinator of the area', people.coordinator, 'FORBIDDEN'],
      ['a third organization', people.healthSteward, 'NOT_FOUND'],
      ['a neighbour county', people.otherCoordinator, 'NOT_FOUND'],
      ['a grid leader', people.leader, 'NOT_FOUND'],
      ['another jurisdiction', people.stranger, 'NOT_FOUND'],
    ])('is refused to %s', async (_who, who, code) => {
      const { data, errors } = await read(await grant(exchange, resource), {}, who);
      expect([data, errors[0]?.extensions?.code]).toEqual([null, code]);
    });

    it('is over the moment the owner revokes', async () => {
      const id = await grant(exchange, resource);
      await exchange.ask(people.civilSteward, REVOKE, { input: { grant: id, reason: '用途终止' } });
      const { errors } = await read(id);
      expect(errors[0]?.message).toContain('已撤销');
    });

    it('is over when the term is', async () => {
      const id = await grant(exchange, resource, { termDays: 1 });
      exchange.travelTo(new Date(Date.now() + 86_400_001).toISOString());
      const { errors } = await read(id);
      exchange.travelBack();
      expect(errors[0]?.message).toContain('已到期');
    });

    it('shows what was graded up masked, in grants made before too', async () => {
      const id = await publish(exchange, 'GRADED', {
        ...elderly,
        fields: elderly.fields.map((field) => ({ ...field, grade: 'INTERNAL' })),
      });
      await push(exchange, id, 'b1', [ZHANG]);
      const made = await grant(exchange, id);
      await exchange.ask(
        people.civilSteward,
        'mutation ($input: ReviseResourceInput!) { reviseResource(input: $input) { userErrors { code } } }',
        { input: { resource: id, expectedVersion: 1, declaration: elderly } },
      );
      expect((await read(made)).data?.sharedRecords.nodes[0]?.values.name).toBe('张*');
    });

    it('is over when the resource is shared no more', async () => {
      const id = await publish(exchange, 'WITHDRAWN');
      const made = await grant(exchange, id);
      await exchange.ask(
        people.civilSteward,
        'mutation ($input: ReviseResourceInput!) { reviseResource(input: $input) { userErrors { code } } }',
        { input: { resource: id, expectedVersion: 1, declaration: { ...elderly, sharing: 'NOT_SHARED' } } },
      );
      expect((await read(made)).errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });
  });

  describe('revoking', () => {
    const revoke = (id: string, who: unknown) =>
      exchange.ask<{ revokeGrant: { grant: { state: string } | null } }>(who, REVOKE, {
        input: { grant: id, reason: '用途终止' },
      });

    it('twice is once', async () => {
      const id = await grant(exchange, resource);
      await revoke(id, people.civilSteward);
      expect((await revoke(id, people.civilSteward)).data?.revokeGrant.grant?.state).toBe('REVOKED');
    });

    it('is for an administrator too', async () => {
      expect((await revoke(await grant(exchange, resource), people.admin)).data?.revokeGrant.grant?.state).toBe(
        'REVOKED',
      );
    });

    it('is not for the grantee', async () => {
      const { errors } = await revoke(await grant(exchange, resource), people.urbanSteward);
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });
  });

  describe('[B08] a grant for a ticket', () => {
    const tell = async (verb: string, sequence: number, ticket: Parameters<typeof ticketEvent>[2]) => {
      await exchange.bus.publish(ticketEvent(verb, sequence, ticket));
      await eventually(() =>
        exchange.database.db.collection('known_tickets').findOne({ _id: ticket.code as never, sequence }),
      );
    };

    it('ends with the ticket', async () => {
      await tell('dispatched', 1, { code: 'T-1' });
      const id = await grant(exchange, resource, { ticketCode: 'T-1' });
      expect((await read(id)).errors).toEqual([]);
      await tell('verified', 2, { code: 'T-1', stage: 'CLOSED' });
      const ended = await eventually(async () => {
        const { data } = await exchange.ask<{ shareRequest: { status: string } }>(
          people.urbanSteward,
          'query ($id: ID!) { shareRequest(id: $id) { status } }',
          { id },
        );
        return data?.shareRequest.status === 'ENDED';
      });
      expect([ended, (await read(id)).errors[0]?.extensions?.code]).toEqual([true, 'FORBIDDEN']);
    });

    it('is refused once the ticket is closed', async () => {
      await tell('verified', 1, { code: 'T-2', stage: 'CLOSED' });
      expect(await refusals({ ticketCode: 'T-2' })).toEqual(['TICKET_CLOSED']);
    });

    it('is refused to whom the ticket does not concern', async () => {
      await tell('dispatched', 1, { code: 'T-3', units: [{ organization: HEALTH, part: 'LEAD', state: 'WORKING' }] });
      expect(await refusals({ ticketCode: 'T-3' })).toEqual(['TICKET_NOT_YOURS']);
    });

    it('is not approved any more when the ticket closed meanwhile', async () => {
      await tell('dispatched', 1, { code: 'T-4' });
      const { id, version } = await pending({ ticketCode: 'T-4' });
      await tell('verified', 2, { code: 'T-4', stage: 'CLOSED' });
      const code = await eventually(async () => {
        const { data, errors } = await review({ request: id, expectedVersion: version, decision: 'APPROVE' });
        const userErrors = data?.reviewShareRequest.userErrors;
        return userErrors?.[0]?.code ?? errors[0]?.extensions?.code;
      });
      expect(['TICKET_CLOSED', 'ALREADY_ANSWERED']).toContain(code);
    });
  });

  describe('the list of requests', () => {
    const list = async (who: unknown) =>
      (
        await exchange.ask<{ shareRequests: { nodes: { ownerCode: string; granteeCode: string }[] } }>(
          who,
          '{ shareRequests(first: 200) { nodes { ownerCode granteeCode } } }',
        )
      ).data?.shareRequests.nodes ?? [];

    it('holds those of the own organization', async () => {
      const rows = await list(people.urbanSteward);
      expect([rows.length > 0, rows.every(({ granteeCode }) => granteeCode === URBAN)]).toEqual([true, true]);
    });

    it('holds those of the own area', async () => {
      expect((await list(people.coordinator)).length).toBeGreaterThan(0);
    });

    it.each([
      ['a third organization', people.healthSteward],
      ['a neighbour county', people.otherCoordinator],
      ['another jurisdiction', people.stranger],
    ])('is empty for %s', async (_who, who) => {
      expect(await list(who)).toEqual([]);
    });
  });
});
