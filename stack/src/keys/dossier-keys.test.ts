import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPacks } from '@gridlink/jurisdiction';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepDossierKeys } from './dossier-keys.ts';

type Keys = { keys: { kid: string; jurisdiction: string; d?: string; x: string }[] };

describe('the keys of dossiers', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dossier-keys-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const path = (name: string): string => join(folder, name);
  const kept = async (): Promise<{ own: Keys; published: Keys }> => {
    await keepDossierKeys(path('dossier-keys.jwks'), path('dossier.jwks'));
    const read = (name: string) => JSON.parse(readFileSync(path(name), 'utf8')) as Keys;
    return { own: read('dossier-keys.jwks'), published: read('dossier.jwks') };
  };

  it('are one of each jurisdiction, made once, readable by their owner only', async () => {
    const { own, published } = await kept();
    expect(own.keys.map(({ jurisdiction }) => jurisdiction)).toEqual([...loadPacks().keys()]);
    expect(published.keys.every((key) => !('d' in key))).toBe(true);
    expect(published.keys.map(({ kid }) => kid)).toEqual(own.keys.map(({ kid }) => kid));
    expect(statSync(path('dossier-keys.jwks')).mode & 0o777).toBe(0o600);
    expect((await kept()).own).toEqual(own);
  });

  it('get a new one where the old was retired, which stays published', async () => {
    const [first, ...others] = (await kept()).own.keys;
    if (!first) throw new Error('no key');
    const { d: _, ...retired } = first;
    writeFileSync(path('dossier-keys.jwks'), JSON.stringify({ keys: [retired, ...others] }));
    const { own, published } = await kept();
    const ofFirst = own.keys.filter(({ jurisdiction }) => jurisdiction === first.jurisdiction);
    expect(ofFirst.map(({ d }) => d !== undefined)).toEqual([false, true]);
    expect(published.keys.map(({ kid }) => kid)).toContain(first.kid);
  });
});
