import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, signDossier, textOfDossier, withhold } from './index.ts';
import { anchorsOver, chained, check, dossierOf, headOf, signed, signer, timelineOf } from './testing/dossier-story.ts';
import { type BrokenLink, verifyDossier } from './verify.ts';

const LENGTH = 8;
const entries = timelineOf(LENGTH);
const { anchors, anchoring } = anchorsOver(entries, 5);
const whole = signed(dossierOf(entries, { anchoring }));
const forged = (patch: Partial<typeof whole>): string => textOfDossier({ ...whole, ...patch });

function linkOf(text: string, options = { check }): BrokenLink | null {
  const verdict = verifyDossier(text, options);
  return verdict.kind === 'BROKEN' ? verdict.link : null;
}

describe('[B12] a dossier', () => {
  it('is whole as it was drawn up', () => {
    expect(verifyDossier(textOfDossier(whole), { check, anchors })).toMatchObject({
      kind: 'WHOLE',
      signed: true,
      withheld: 0,
    });
  });

  it('is nobody’s while no keys are given', () => {
    expect(verifyDossier(textOfDossier(whole))).toMatchObject({ kind: 'WHOLE', signed: false });
  });

  it('holds together where entries are withheld', () => {
    const some = entries.map((entry) => (entry.private ? withhold(entry) : entry));
    expect(verifyDossier(textOfDossier(signed(dossierOf(some))), { check })).toMatchObject({
      kind: 'WHOLE',
      withheld: 2,
    });
  });

  it('names the entry after a withheld one whose hash was changed', () => {
    const some = entries.map((entry) => (entry.sequence === 3 ? withhold({ ...entry, hash: 'f'.repeat(64) }) : entry));
    expect(linkOf(textOfDossier(signed(dossierOf(some))))).toMatchObject({ kind: 'HASH', sequence: 4 });
  });

  it('finds any changed byte, at the entry it stands in', () => {
    const text = textOfDossier(whole);
    const bytes = Buffer.from(text);
    const spans = entries.map((entry) => {
      const part = Buffer.from(canonical(entry));
      const from = bytes.indexOf(part);
      return { from, to: from + part.length };
    });
    expect(spans.every(({ from }) => from > 0)).toBe(true);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, mask) => {
        const changed = Buffer.from(bytes);
        changed[position] = (changed[position] ?? 0) ^ mask;
        const link = linkOf(changed.toString('utf8'));
        expect(link).not.toBeNull();
        const inside = spans.findIndex(({ from, to }) => position >= from && position < to);
        // A byte that leaves no readable dossier behind names no entry, or the one that cannot be read.
        if (link?.kind === 'FORM') expect([null, inside + 1]).toContain(link.sequence);
        else if (inside >= 0) expect(link).toMatchObject({ sequence: inside + 1 });
        // The ticket's id is what the first entry chains to.
        else if (link?.kind === 'HASH') expect(link.sequence).toBe(1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds what was cut out, put in or moved, at the first place that is not as it was', () => {
    fc.assert(
      fc.property(fc.nat(LENGTH - 1), fc.nat(LENGTH - 1), fc.constantFrom('cut', 'twice', 'moved'), (at, to, how) => {
        const [one] = entries.slice(at, at + 1);
        if (!one) return;
        const without = entries.toSpliced(at, 1);
        const changed = { cut: without, twice: entries.toSpliced(to, 0, one), moved: without.toSpliced(to, 0, one) };
        const timeline = changed[how];
        const first = timeline.findIndex((entry, index) => entry !== entries[index]);
        if (how !== 'cut' && first < 0) return;
        const link = linkOf(forged({ timeline }));
        if (how === 'cut' && at === LENGTH - 1) expect(link).toMatchObject({ kind: 'HEAD', sequence: LENGTH });
        else if (first >= LENGTH) expect(link).toMatchObject({ kind: 'SEQUENCE', sequence: LENGTH + 1 });
        else expect(link).toMatchObject({ kind: 'SEQUENCE', sequence: first + 1, expected: String(first + 1) });
      }),
    );
  });

  it('finds a cut that was renumbered, at the first entry that was renumbered', () => {
    fc.assert(
      fc.property(fc.nat(LENGTH - 2), (at) => {
        const timeline = entries.toSpliced(at, 1).map((entry, index) => ({ ...entry, sequence: index + 1 }));
        expect(linkOf(forged({ timeline }))).toMatchObject({
          kind: 'HASH',
          sequence: at + 1,
          found: timeline[at]?.hash,
        });
      }),
    );
  });

  it('finds an end that was written on', () => {
    const timeline = timelineOf(LENGTH + 1);
    expect(linkOf(forged({ timeline }))).toMatchObject({ kind: 'HEAD', sequence: LENGTH + 1 });
    expect(linkOf(forged({ timeline, head: headOf(timeline) }))).toMatchObject({ kind: 'SIGNATURE' });
  });

  it('finds a chain hashed anew from some entry on: by the anchor up to what was anchored, then by the signature', () => {
    for (const at of entries.keys()) {
      const before = entries.slice(0, at);
      const anew = entries.slice(at).map(({ hash: _, ...entry }) => ({ ...entry, reason: '改' }));
      const timeline = [...before, ...chained(anew, at === 0 ? undefined : headOf(before).hash)];
      const link = linkOf(forged({ timeline, head: headOf(timeline) }));
      expect(link).toMatchObject(at < 5 ? { kind: 'ANCHOR_ROOT', sequence: 5 } : { kind: 'SIGNATURE', sequence: null });
    }
  });

  it('finds other words than were reported, and another stage than was reached', () => {
    const { ticket } = whole;
    expect(linkOf(forged({ ticket: { ...ticket, text: '没有这回事' } }))).toMatchObject({ kind: 'TEXT', sequence: 1 });
    expect(linkOf(forged({ ticket: { ...ticket, stage: 'CLOSED' } }))).toMatchObject({
      kind: 'STAGE',
      sequence: LENGTH,
      expected: 'HANDLING',
      found: 'CLOSED',
    });
  });

  it('does not take a timeline for another ticket’s', () => {
    expect(linkOf(forged({ ticket: { ...whole.ticket, id: 'ticket-8' } }))).toMatchObject({
      kind: 'HASH',
      sequence: 1,
    });
  });

  it('wants a signature of the ticket’s own jurisdiction', () => {
    const { signatures: _, ...dossier } = whole;
    const at = dossier.issuedAt;
    const byThere = signDossier(signer, dossier, { jurisdiction: 'there', purpose: 'TAKEN_OVER', at });
    expect(linkOf(forged({ signatures: [] }))).toMatchObject({ kind: 'SIGNATURE', found: 'none' });
    expect(linkOf(forged({ signatures: [byThere] }))).toMatchObject({ kind: 'SIGNATURE', found: 'there' });
    expect(linkOf(forged({ signatures: [...whole.signatures, byThere] }))).toBeNull();
  });

  it('takes no signature under another’s key, nor for another purpose', () => {
    const [own] = whole.signatures;
    const lent = (patch: object) => forged({ signatures: [{ ...own, ...patch } as never] });
    expect(linkOf(lent({ kid: 'there-1' }))).toMatchObject({ found: 'KEY_OF_ANOTHER' });
    expect(linkOf(lent({ kid: 'nobody' }))).toMatchObject({ found: 'KEY_UNKNOWN' });
    expect(linkOf(lent({ purpose: 'HANDED_OVER' }))).toMatchObject({ found: 'SIGNATURE' });
    expect(linkOf(lent({ at: '2026-11-21T02:00:00.000Z' }))).toMatchObject({ found: 'SIGNATURE' });
  });

  it('has one spelling', () => {
    const text = textOfDossier(whole);
    expect(linkOf(`${text}\n`)).toBeNull();
    expect(linkOf(text.replace('{', '{ '))).toMatchObject({ kind: 'FORM' });
    expect(linkOf(text.replace('"format"', '"format":"x","format"'))).toMatchObject({ kind: 'FORM' });
  });
});

describe('[B12] anchors that were kept', () => {
  const kept = (list: typeof anchors) => {
    const verdict = verifyDossier(textOfDossier(whole), { check, anchors: list });
    return verdict.kind === 'BROKEN' ? verdict.link : null;
  };

  it('hold the dossier’s own among them', () => {
    expect(kept(anchors)).toBeNull();
    expect(kept(anchors.slice(1))).toBeNull();
    expect(kept(anchors.slice(2))).toMatchObject({ kind: 'ANCHOR_CHAIN', expected: 'anchor 2' });
  });

  it('follow from each other', () => {
    expect(kept(anchors.toSpliced(1, 1))).toMatchObject({ kind: 'ANCHOR_CHAIN' });
    expect(kept(anchors.toReversed())).toMatchObject({ kind: 'ANCHOR_CHAIN' });
  });

  it('are signed', () => {
    expect(kept(anchors.map((anchor) => ({ ...anchor, day: '2026-11-09' })))).toMatchObject({
      kind: 'ANCHOR_SIGNATURE',
    });
  });
});
