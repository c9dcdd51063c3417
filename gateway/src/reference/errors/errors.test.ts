import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getNamedType, isObjectType } from 'graphql';
import { isCurrent, PROJECT_FOLDER } from '../document.ts';
import { wordedEntries } from './catalogue.ts';
import { commandRefusals } from './command-refusals.ts';
import { allRefusals, errorsDocument } from './errors-document.ts';
import { codesIn, kindsOf, statedIn } from './source-text.ts';

/** Their `userErrors` are there for the day they need one. */
const NEVER_REFUSED = ['logout', 'refreshSession'];

const services = await allRefusals();
const groups = services.flatMap((service) => service.groups);

describe('the error catalogue', () => {
  it('is current (else: pnpm errors)', () => {
    expect(isCurrent(errorsDocument(services))).toBe(true);
  });

  it('has every mutation that can refuse', () => {
    const schema = buildSchema(readFileSync(join(PROJECT_FOLDER, 'gateway/schema.graphql'), 'utf8'));
    const refusing = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ type }) => {
      const payload = getNamedType(type);
      return isObjectType(payload) && 'userErrors' in payload.getFields();
    });
    const named = new Set(groups.filter(({ entries }) => entries.length > 0).flatMap(({ mutations }) => mutations));
    expect(
      refusing
        .map(({ name }) => name)
        .filter((name) => !named.has(name))
        .sort(),
    ).toEqual(NEVER_REFUSED);
  });

  it('has words for every refusal, with nothing left undefined', () => {
    const wordless = groups
      .flatMap(({ entries }) => entries)
      .filter(({ message }) => !message || /undefined|\[object/.test(message));
    expect(wordless).toEqual([]);
  });
});

describe('reading refusals from the code', () => {
  it('finds the kinds of a union', () => {
    const source =
      "export type R =\n  | { readonly kind: 'ONE' }\n  | { readonly kind: 'TWO'; readonly at: number };\n\nconst x = 'THREE';\n";
    expect(kindsOf(source, 'R')).toEqual(['ONE', 'TWO']);
  });

  it.each([
    ["{ code: 'A_B', field: ['place', 'x'], message: '错' }", { code: 'A_B', field: 'place.x', message: '错' }],
    [
      "{ code: 'A_B', field: ['rows', String(index)], message: `第 $" + '{row} 行` }',
      { code: 'A_B', field: 'rows.n', message: '第 … 行' },
    ],
    ["const message = '错';\nreturn { code: 'A_B', field: [], message };", { code: 'A_B', field: '', message: '错' }],
    ["refused('A_B', 'name', '错')", { code: 'A_B', field: 'name', message: '错' }],
  ])('finds what %j states', (source, refusal) => {
    expect(statedIn(source)).toEqual([refusal]);
  });

  it('leaves open what is put into a message', () => {
    const words = (refusal: Readonly<Record<string, unknown>>) => ({
      code: String(refusal.kind),
      field: ['rows', '3', 'name'],
      message: `${refusal.name} 不在 ${(refusal.known as string[]).join('、')} 之内`,
    });
    expect(wordedEntries(['UNKNOWN'], words)).toEqual([
      { code: 'UNKNOWN', field: 'rows.n.name', message: '… 不在 … 之内', lawful: false },
    ]);
  });

  it('knows which codes a text makes', () => {
    expect([...codesIn("a({ kind: 'NOT_LATE' }, 'x', 'OK')")]).toEqual(['NOT_LATE']);
  });

  it('follows a guard into what it calls', () => {
    const row = { from: ['HANDLING'], guards: [{ name: 'unitsAreReachable' }] };
    const found = commandRefusals({ dispatch: row }, ['UNIT_UNKNOWN', 'UNIT_TWICE', 'OWN_WORK']);
    expect(found.get('dispatch')).toEqual(['WRONG_STAGE', 'UNIT_UNKNOWN', 'UNIT_TWICE']);
  });
});
