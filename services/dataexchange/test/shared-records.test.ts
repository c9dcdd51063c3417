import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OTHER_TOWN, people, TOWN } from './exchange.ts';
import { type SharingStory, startSharing } from './sharing-story.ts';
import { elderly, grant, idNumber, publish, push, REVOKE, ZHANG } from './stories.ts';

describe('[D06] shared records', () => {
  let story: SharingStory;
  beforeAll(async () => {
    story = await startSharing();
  });
  afterAll(() => story.exchange.stop());

  describe('reading', () => {
    it('gives granted fields only, masked by grade', async () => {
      const { data } = await story.read(await grant(story.exchange, story.resource), {
        filter: { key: ZHANG.idNumber },
      });
      expect(data?.sharedRecords.nodes[0]?.values).toEqual({
        name: '张*',
        phone: '138****1234',
        village: ZHANG.village,
      });
    });

    it('gives in clear what the owner gave in clear', async () => {
      const { data } = await story.read(await grant(story.exchange, story.resource, { clearFields: ['phone'] }));
      expect(data?.sharedRecords.nodes[0]?.values).toMatchObject({ name: '张*', phone: '13812341234' });
    });

    it('bounds the rows by the area of the grant', async () => {
      const { data } = await story.read(await grant(story.exchange, story.resource, { area: TOWN }));
      expect(data?.sharedRecords.nodes.map(({ values }) => values.village)).toEqual([ZHANG.village]);
    });

    it('refuses an area outside the grant', async () => {
      const { errors } = await story.read(await grant(story.exchange, story.resource, { area: TOWN }), {
        filter: { area: OTHER_TOWN },
      });
      expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    });

    it('finds one row by its key', async () => {
      const { data } = await story.read(await grant(story.exchange, story.resource), {
        filter: { key: ZHANG.idNumber },
      });
      expect(data?.sharedRecords.nodes).toHaveLength(1);
    });

    it('goes on after a cursor', async () => {
      const id = await grant(story.exchange, story.resource);
      const first = await story.read(id, { first: 1 });
      const second = await story.read(id, { first: 1, after: first.data?.sharedRecords.pageInfo.endCursor });
      expect([first, second].map(({ data }) => data?.sharedRecords.pageInfo.hasNextPage)).toEqual([true, false]);
    });

    it('brings only what changed since a cursor that was kept', async () => {
      const id = await grant(story.exchange, story.resource);
      const kept = (await story.read(id)).data?.sharedRecords.pageInfo.endCursor;
      await push(story.exchange, story.resource, `later-${crypto.randomUUID()}`, [{ ...ZHANG, idNumber: idNumber(9) }]);
      const { data } = await story.read(id, { after: kept });
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
      const { data, errors } = await story.read(await grant(story.exchange, story.resource), {}, who);
      expect([data, errors[0]?.extensions?.code]).toEqual([null, code]);
    });

    it('is over the moment the owner revokes', async () => {
      const id = await grant(story.exchange, story.resource);
      await story.exchange.ask(people.civilSteward, REVOKE, { input: { grant: id, reason: '用途终止' } });
      const { errors } = await story.read(id);
      expect(errors[0]?.message).toContain('已撤销');
    });

    it('is over when the term is', async () => {
      const id = await grant(story.exchange, story.resource, { termDays: 1 });
      story.exchange.travelTo(new Date(Date.now() + 86_400_001).toISOString());
      const { errors } = await story.read(id);
      story.exchange.travelBack();
      expect(errors[0]?.message).toContain('已到期');
    });

    it('shows what was graded up masked, in grants made before too', async () => {
      const id = await publish(story.exchange, 'GRADED', {
        ...elderly,
        fields: elderly.fields.map((field) => ({ ...field, grade: 'INTERNAL' })),
      });
      await push(story.exchange, id, 'b1', [ZHANG]);
      const made = await grant(story.exchange, id);
      await story.exchange.ask(
        people.civilSteward,
        'mutation ($input: ReviseResourceInput!) { reviseResource(input: $input) { userErrors { code } } }',
        { input: { resource: id, expectedVersion: 1, declaration: elderly } },
      );
      expect((await story.read(made)).data?.sharedRecords.nodes[0]?.values.name).toBe('张*');
    });

    it('is over when the resource is shared no more', async () => {
      const id = await publish(story.exchange, 'WITHDRAWN');
      const made = await grant(story.exchange, id);
      await story.exchange.ask(
        people.civilSteward,
        'mutation ($input: ReviseResourceInput!) { reviseResource(input: $input) { userErrors { code } } }',
        { input: { resource: id, expectedVersion: 1, declaration: { ...elderly, sharing: 'NOT_SHARED' } } },
      );
      expect((await story.read(made)).errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });
  });

  describe('revoking', () => {
    const revoke = (id: string, who: unknown) =>
      story.exchange.ask<{ revokeGrant: { grant: { state: string } | null } }>(who, REVOKE, {
        input: { grant: id, reason: '用途终止' },
      });

    it('twice is once', async () => {
      const id = await grant(story.exchange, story.resource);
      await revoke(id, people.civilSteward);
      expect((await revoke(id, people.civilSteward)).data?.revokeGrant.grant?.state).toBe('REVOKED');
    });

    it('is for an administrator too', async () => {
      expect(
        (await revoke(await grant(story.exchange, story.resource), people.admin)).data?.revokeGrant.grant?.state,
      ).toBe('REVOKED');
    });

    it('is not for the grantee', async () => {
      const { errors } = await revoke(await grant(story.exchange, story.resource), people.urbanSteward);
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    });
  });
});
