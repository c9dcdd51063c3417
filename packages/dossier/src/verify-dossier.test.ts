import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonical, textOfDossier } from './index.ts';
import { anchorsOver, dossierOf, signed, signer, timelineOf } from './testing/dossier-story.ts';
import { redactedBy, signedByBoth } from './testing/sealed-story.ts';

const PROGRAM = fileURLToPath(new URL('./verify-dossier.ts', import.meta.url));
const entries = timelineOf(6);
const { anchors, anchoring } = anchorsOver(entries, 4);
const whole = signed(dossierOf(entries, { anchoring }));

describe('[B12] verify-dossier, as an outsider runs it', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dossier-'));
    writeFileSync(join(folder, 'whole.json'), `${textOfDossier(whole)}\n`);
    const timeline = entries.with(2, { ...entries[2], words: '改过的话' } as never);
    writeFileSync(join(folder, 'edited.json'), textOfDossier({ ...whole, timeline }));
    const redacted = redactedBy('there', signedByBoth, { ticket: { 'assignments.0.result': '■' }, words: { 2: '■' } });
    writeFileSync(join(folder, 'redacted.json'), textOfDossier(redacted));
    writeFileSync(join(folder, 'unsigned.json'), textOfDossier({ ...redacted, redactions: [] }));
    writeFileSync(join(folder, 'keys.jwks'), JSON.stringify(signer.keySet));
    writeFileSync(join(folder, 'anchors.ndjson'), anchors.map((anchor) => `${canonical(anchor)}\n`).join(''));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: {},
    });
    return { status, said: `${stdout}${stderr}` };
  };

  it('leaves with 0 for a whole dossier, and says what was checked', () => {
    const { status, said } = run('whole.json', '--keys', 'keys.jwks', '--anchors', 'anchors.ndjson');
    expect([status, said]).toEqual([0, expect.stringContaining('entries 1 to 6')]);
    expect(said).toContain('ISSUED by here');
    expect(said).toContain('anchored up to entry 4 on 2026-11-02, anchor 2');
  });

  it('leaves with 1 and names the first broken link, what should stand there and what does', () => {
    const { status, said } = run('edited.json', '--keys', 'keys.jwks');
    expect([status, said]).toEqual([1, expect.stringContaining('broken at entry 3: HASH')]);
    expect(said).toContain(`found    ${entries[2]?.hash}`);
  });

  it('names each part that was redacted of what two jurisdictions signed, by whom and when', () => {
    const { status, said } = run('redacted.json', '--keys', 'keys.jwks');
    expect([status, said]).toEqual([0, expect.stringContaining('HANDED_OVER by here')]);
    const by = 'by there at 2026-12-01T02:00:00.000Z with there-1';
    expect(said).toContain(`redacted ticket.assignments.0.result ${by}\nredacted 2.words ${by}`);
    const { status: broken, said: why } = run('unsigned.json', '--keys', 'keys.jwks');
    expect([broken, why]).toEqual([1, expect.stringContaining('broken at entry 2: SEAL')]);
  });

  it('leaves with 3 while nobody vouches for a dossier, and with 2 when it could not look', () => {
    expect(run('whole.json')).toMatchObject({ status: 3, said: expect.stringContaining('give --keys') });
    expect(run('nowhere.json')).toMatchObject({ status: 2, said: expect.stringContaining('usage') });
    expect(run()).toMatchObject({ status: 2 });
  });
});
