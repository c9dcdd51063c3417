import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CIVIL, type Exchange, people, startExchange } from './exchange.ts';
import { elderly, PUBLISH, type Published, publish } from './stories.ts';

const REVISE = `mutation ($input: ReviseResourceInput!) { reviseResource(input: $input) {
  resource { title version } userErrors { code field } } }`;
const RETIRE = `mutation ($input: RetireResourceInput!) { retireResource(input: $input) {
  resource { status } userErrors { code } } }`;
const LIST = `query ($filter: DataResourceFilter, $first: Int, $after: String) {
  dataResources(filter: $filter, first: $first, after: $after) { nodes { code title fields { name grade } } pageInfo { hasNextPage endCursor } } }`;
type Listed = {
  dataResources: { nodes: { code: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
};

describe('[D01] the catalogue', () => {
  let exchange: Exchange;
  beforeAll(async () => {
    exchange = await startExchange();
  });
  afterAll(() => exchange.stop());

  const declare = (name: string, declaration: unknown, who: unknown = people.civilSteward) =>
    exchange.ask<Published>(who, PUBLISH, { input: { name, declaration } });

  it('takes a resource of the own organization in', async () => {
    const { data } = await declare('ELDERLY', elderly);
    expect(data?.publishResource.resource?.code).toBe(`${CIVIL}/ELDERLY`);
  });

  it('takes the same declaration twice as one resource', async () => {
    const [first, again] = [await declare('TWICE', elderly), await declare('TWICE', elderly)];
    expect(again.data?.publishResource.resource?.id).toBe(first.data?.publishResource.resource?.id);
  });

  it('refuses another declaration under a name that is taken', async () => {
    await declare('TAKEN', elderly);
    const { data } = await declare('TAKEN', { ...elderly, title: '另一名册' });
    expect(data?.publishResource.userErrors.map(({ code }) => code)).toEqual(['NAME_TAKEN']);
  });

  it.each([
    ['a name in small letters', 'elderly', elderly, 'NAME'],
    [
      'no key field',
      'BAD',
      { ...elderly, fields: elderly.fields.map((field) => ({ ...field, keyField: false })) },
      'ONE_KEY_FIELD',
    ],
    [
      'personal data shared without conditions',
      'BAD',
      { ...elderly, sharing: 'UNCONDITIONAL' },
      'UNCONDITIONAL_PERSONAL',
    ],
    [
      'a rule about a field that is not there',
      'BAD',
      { ...elderly, qualityRules: [{ kind: 'NOT_EMPTY', field: 'age' }] },
      'RULE_FIELD',
    ],
    ['flow back without a grid', 'BAD', { ...elderly, returnsToGrid: true }, 'RETURNS_WITHOUT_GRID'],
  ])('refuses %s', async (_what, name, declaration, code) => {
    const { data } = await declare(name, declaration);
    expect(data?.publishResource.userErrors.map((error) => error.code)).toEqual([code]);
  });

  it('cites the article that protects what is personal', async () => {
    const { data } = await exchange.ask<{ publishResource: { userErrors: { article: string | null }[] } }>(
      people.civilSteward,
      'mutation ($input: PublishResourceInput!) { publishResource(input: $input) { userErrors { article } } }',
      { input: { name: 'BAD', declaration: { ...elderly, sharing: 'UNCONDITIONAL' } } },
    );
    expect(data?.publishResource.userErrors[0]?.article).toMatch(/条例第二十八条第一款$/);
  });

  it('says in Chinese what is wrong', async () => {
    const { data } = await declare('elderly', elderly);
    expect(data?.publishResource.userErrors[0]?.message).toContain('大写字母');
  });

  it('is read by everyone of the jurisdiction who is signed in', async () => {
    const id = await publish(exchange, 'BROWSED');
    const { data } = await exchange.ask<{ dataResource: { title: string; owner: { code: string } } }>(
      people.leader,
      'query ($id: ID!) { dataResource(id: $id) { title owner { code } } }',
      { id },
    );
    expect(data?.dataResource).toEqual({ title: elderly.title, owner: { code: CIVIL } });
  });

  it('shows another jurisdiction nothing', async () => {
    const id = await publish(exchange, 'HIDDEN');
    const { data } = await exchange.ask(people.stranger, 'query ($id: ID!) { dataResource(id: $id) { title } }', {
      id,
    });
    expect(data).toEqual({ dataResource: null });
  });

  it('is shut to the public', async () => {
    const { errors } = await exchange.ask(people.public, '{ dataResources { nodes { code } } }');
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('resolves as an entity by id and by code', async () => {
    const id = await publish(exchange, 'ENTITY');
    const { data } = await exchange.ask<{ _entities: { code: string }[] }>(
      people.leader,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on DataResource { code } } }',
      {
        r: [
          { __typename: 'DataResource', id },
          { __typename: 'DataResource', code: `${CIVIL}/ENTITY` },
        ],
      },
    );
    expect(data?._entities).toEqual([{ code: `${CIVIL}/ENTITY` }, { code: `${CIVIL}/ENTITY` }]);
  });

  it('is listed page by page', async () => {
    const codes: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data }: { data: Listed | null | undefined } = await exchange.ask<Listed>(people.leader, LIST, {
        first: 2,
        after,
      });
      codes.push(...(data?.dataResources.nodes ?? []).map(({ code }) => code));
      if (!data?.dataResources.pageInfo.hasNextPage) break;
      after = data.dataResources.pageInfo.endCursor;
    }
    expect(codes).toEqual([...new Set(codes)].toSorted());
  });

  it('is filtered by owner', async () => {
    const { data } = await exchange.ask<Listed>(people.leader, LIST, { filter: { owner: 'nobody' } });
    expect(data?.dataResources.nodes).toEqual([]);
  });

  describe('when a resource changes', () => {
    it('takes a revision in against the version that was read', async () => {
      const id = await publish(exchange, 'REVISED');
      const input = { resource: id, expectedVersion: 1, declaration: { ...elderly, title: '新名册' } };
      const { data } = await exchange.ask(people.civilSteward, REVISE, { input });
      expect(data).toEqual({ reviseResource: { resource: { title: '新名册', version: 2 }, userErrors: [] } });
    });

    it('tells who was second to read again', async () => {
      const id = await publish(exchange, 'RACED');
      const input = { resource: id, expectedVersion: 7, declaration: elderly };
      const { errors } = await exchange.ask(people.civilSteward, REVISE, { input });
      expect(errors[0]?.extensions?.code).toBe('CONFLICT');
    });

    it('keeps the type of a field', async () => {
      const id = await publish(exchange, 'FIXED');
      const fields = elderly.fields.map((field) => (field.name === 'level' ? { ...field, type: 'INTEGER' } : field));
      const input = { resource: id, expectedVersion: 1, declaration: { ...elderly, fields } };
      const { data } = await exchange.ask<{ reviseResource: { userErrors: { code: string }[] } }>(
        people.civilSteward,
        REVISE,
        { input },
      );
      expect(data?.reviseResource.userErrors.map(({ code }) => code)).toEqual(['FIELD_TYPE_FIXED']);
    });

    it('is not for another organization', async () => {
      const id = await publish(exchange, 'FOREIGN');
      const input = { resource: id, expectedVersion: 1, declaration: elderly };
      const { errors } = await exchange.ask(people.urbanSteward, REVISE, { input });
      expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
    });

    it('retires a resource with a reason', async () => {
      const id = await publish(exchange, 'RETIRED');
      const input = { resource: id, expectedVersion: 1, reason: '业务系统停用' };
      const { data } = await exchange.ask(people.civilSteward, RETIRE, { input });
      expect(data).toEqual({ retireResource: { resource: { status: 'RETIRED' }, userErrors: [] } });
    });
  });
});
