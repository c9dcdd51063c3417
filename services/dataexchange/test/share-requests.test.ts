import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OTHER_TOWN, people, TOWN, URBAN } from './exchange.ts';
import { type SharingStory, startSharing } from './sharing-story.ts';
import { elderly, publish } from './stories.ts';

const open = {
  ...elderly,
  sharing: 'UNCONDITIONAL',
  fields: [
    { name: 'code', title: '编号', type: 'TEXT', grade: 'PUBLIC', keyField: true },
    { name: 'village', title: '村（社区）', type: 'DIVISION', grade: 'INTERNAL', areaField: true },
  ],
  qualityRules: [],
};

describe('[D06] a request for shared data', () => {
  let story: SharingStory;
  beforeAll(async () => {
    story = await startSharing();
  });
  afterAll(() => story.exchange.stop());

  describe('asking', () => {
    it('waits for the owner, with a due date in working days', async () => {
      story.exchange.travelTo('2026-03-02T01:30:00.000Z');
      const { data } = await story.request({});
      story.exchange.travelBack();
      expect(data?.requestShare.request).toMatchObject({
        status: 'PENDING',
        dueAt: '2026-03-16T09:00:00.000Z',
        grant: null,
      });
    });

    it('is granted at once what is shared without conditions', async () => {
      const id = await publish(story.exchange, 'OPEN', open);
      const { data } = await story.request({ resource: id, fields: ['code'] });
      expect(data?.requestShare.request).toMatchObject({ status: 'GRANTED', grant: { state: 'ACTIVE' } });
    });

    it('is refused what is not shared', async () => {
      const id = await publish(story.exchange, 'CLOSED', { ...elderly, sharing: 'NOT_SHARED' });
      expect(await story.refusals({ resource: id })).toEqual(['NOT_SHARED']);
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
      expect(await story.refusals(input)).toEqual([code]);
    });

    it('is refused to the owner itself', async () => {
      expect(await story.refusals({}, people.civilSteward)).toEqual(['OWN_RESOURCE']);
    });

    it('makes one request of a retried one', async () => {
      const first = await story.pending({ idempotencyKey: 'k1' });
      expect((await story.pending({ idempotencyKey: 'k1' })).id).toBe(first.id);
    });

    it('makes one request of the same one sent twice at once', async () => {
      const both = await Promise.all([
        story.pending({ idempotencyKey: 'k2' }),
        story.pending({ idempotencyKey: 'k2' }),
      ]);
      expect(both[0].id).toBe(both[1].id);
    });

    it('refuses a key that another request had', async () => {
      await story.pending({ idempotencyKey: 'k3' });
      expect(await story.refusals({ idempotencyKey: 'k3', termDays: 5 })).toEqual(['KEY_REUSED']);
    });

    it('finds nothing in another jurisdiction', async () => {
      const { errors } = await story.request({}, people.stranger);
      expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
    });
  });

  describe('reviewing', () => {
    it('narrows what was asked for', async () => {
      const { id, version } = await story.pending();
      const { data } = await story.review({
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
      const { id, version } = await story.pending();
      const { data } = await story.review({
        request: id,
        expectedVersion: version,
        decision: 'REFUSE',
        reason: '用途不明',
      });
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
      const { id, version } = await story.pending({ area: TOWN });
      const { data } = await story.review({ request: id, expectedVersion: version, ...input });
      expect(data?.reviewShareRequest.userErrors).toMatchObject([{ code }]);
    });

    it('is the owner business only', async () => {
      const { id, version } = await story.pending();
      const { errors } = await story.review(
        { request: id, expectedVersion: version, decision: 'APPROVE' },
        people.urbanSteward,
      );
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });

    it('shows a third organization nothing', async () => {
      const { id, version } = await story.pending();
      const { errors } = await story.review(
        { request: id, expectedVersion: version, decision: 'APPROVE' },
        people.healthSteward,
      );
      expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
    });

    it('is answered once', async () => {
      const { id, version } = await story.pending();
      await story.review({ request: id, expectedVersion: version, decision: 'APPROVE' });
      const { data } = await story.review({
        request: id,
        expectedVersion: version + 1,
        decision: 'REFUSE',
        reason: '后悔',
      });
      expect(data?.reviewShareRequest.userErrors).toMatchObject([{ code: 'ALREADY_ANSWERED' }]);
    });
  });

  describe('the list of requests', () => {
    const list = async (who: unknown) =>
      (
        await story.exchange.ask<{ shareRequests: { nodes: { ownerCode: string; granteeCode: string }[] } }>(
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
