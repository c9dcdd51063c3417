import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { PROJECT_FOLDER } from '../document.ts';
import { exampleOperation } from './example-operation.ts';
import { bilingual, escaped } from './html.ts';
import { schemaPage } from './schema-page.ts';

const read = (file: string): string => readFileSync(join(PROJECT_FOLDER, 'gateway', file), 'utf8');
const sources = { apiSchema: read('schema.graphql'), supergraph: read('supergraph.graphql') };
const schema = buildSchema(sources.apiSchema);
const page = schemaPage(sources, { style: '<style></style>', script: '' });

const examples = (['query', 'mutation', 'subscription'] as const).flatMap((kind) => {
  const root = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return Object.values(root[kind]?.getFields() ?? {}).map((field) => exampleOperation(kind, field));
});

describe('the reference of the schema', () => {
  it('has every type and every field to go to', () => {
    const missing = Object.values(schema.getTypeMap())
      .filter(({ name }) => !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name))
      .filter(({ name }) => !page.includes(` id="${name}"`));
    expect(missing).toEqual([]);
  });

  it('leads nowhere that is not on the page', () => {
    const there = new Set([...page.matchAll(/ id="([\w.]+)"/g)].map(([, id]) => id));
    const dead = [...page.matchAll(/href="#([\w.]+)"/g)].map(([, id]) => id).filter((id) => !there.has(id));
    expect(dead).toEqual([]);
  });

  it('says who may ask', () => {
    const [, about = ''] = page.split('id="Query.auditEntries"');
    expect(about.slice(0, about.indexOf('</section>'))).toContain('审计 AUDITOR');
  });

  it('loads nothing from elsewhere', () => {
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
  });

  it('gives examples that the schema accepts', () => {
    const wrong = examples.filter(({ document }) => validate(schema, parse(document)).length > 0);
    expect(wrong).toEqual([]);
  });
});

describe('text of the page', () => {
  it('is never markup', () => {
    expect(escaped('<b title="x">&')).toBe('&lt;b title=&quot;x&quot;&gt;&amp;');
  });

  it.each([
    ['中文\nEnglish.', '<p class="zh" lang="zh-CN">中文</p><p class="en" lang="en">English.</p>'],
    ['', ''],
  ])('%j is %s', (description, html) => {
    expect(bilingual(description)).toBe(html);
  });
});
