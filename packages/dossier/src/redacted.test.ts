import { describe, expect, it } from '@jest/globals';
import { type ChainedEntry, contentHash, saltFor, sealDigest, sealsOf, textOfDossier } from './index.ts';
import { chained, check, dossierOf, headOf, signed, timelineOf } from './testing/dossier-story.ts';
import { type BrokenLink, verifyDossier } from './verify.ts';

const bare = timelineOf(4).map(({ hash: _, ...content }) => content);
const contentSalt = saltFor('story', 'content');
const TICKET = { ...dossierOf([]).ticket, contentSalt };

/** The story's entries with their texts sealed, the first one's content under a salt. */
const sealed = bare.map((content, index) => {
  const facts = index === 0 ? { content: contentHash(TICKET as never) } : content.facts;
  return { ...content, facts, seals: sealsOf({ ...content, facts }, 'story') };
});

const resalt = saltFor('redaction', '2.words');
const LEFT = '第■步';

const redaction = {
  ...bare[3],
  sequence: 5,
  command: 'redactTicket',
  words: '应当事人请求',
  evidence: [],
  private: false,
  facts: { places: [{ at: '2.words', leaves: sealDigest(resalt, LEFT) }] },
} as Omit<ChainedEntry, 'hash'>;

const whole = chained([...sealed, { ...redaction, seals: sealsOf(redaction, 'redaction') }]);
const redacted = whole.map((entry) =>
  entry.sequence === 2 && entry.seals?.words
    ? { ...entry, words: LEFT, seals: { ...entry.seals, words: { ...entry.seals.words, salt: resalt } } }
    : entry,
);

function linkOf(timeline: readonly ChainedEntry[]): BrokenLink | null {
  const dossier = dossierOf([...timeline], { ticket: TICKET, head: headOf(timeline) });
  const verdict = verifyDossier(textOfDossier(signed(dossier)), { check });
  return verdict.kind === 'BROKEN' ? verdict.link : null;
}

describe('[E10] a dossier of a ticket that was redacted', () => {
  it('is whole, under the hashes it had before', () => {
    expect(linkOf(redacted)).toBeNull();
    expect(redacted.map(({ hash }) => hash)).toEqual(whole.map(({ hash }) => hash));
  });

  it.each([
    ['a text that was changed', 3, { words: '改过的话' }],
    ['what is left of one that was redacted', 2, { words: '第二步' }],
    ['an attachment that was exchanged', 3, { evidence: [{ name: '照片', uri: 'object://other', sha256: null }] }],
  ])('names %s', (_, sequence, patch) => {
    const forged = redacted.map((entry) => (entry.sequence === sequence ? { ...entry, ...patch } : entry));
    expect(linkOf(forged)).toMatchObject({ kind: 'SEAL', sequence });
  });

  it('names a fact that stands as its digest alone, under the same hash', () => {
    const facts = { closingCondition: '门前已清理', step: 1 };
    const worded = { ...bare[1], facts } as (typeof sealed)[number];
    const [first] = sealed;
    const told = chained([first as never, { ...worded, seals: sealsOf(worded, 'story') }]);
    const hidden = told.map((entry) => {
      const digest = entry.seals?.facts.closingCondition?.digest;
      if (digest === undefined || entry.seals === undefined) return entry;
      return { ...entry, facts: { ...facts, closingCondition: { digest } }, seals: { ...entry.seals, facts: {} } };
    });
    expect([linkOf(told), hidden.map(({ hash }) => hash)]).toEqual([null, told.map(({ hash }) => hash)]);
    expect(linkOf(hidden as never)).toMatchObject({ kind: 'SEAL', sequence: 2 });
  });

  it('is not whole without the redaction on record', () => {
    expect(linkOf(redacted.slice(0, 4))).toMatchObject({ kind: 'SEAL', sequence: 2 });
  });

  it('holds title and text against the salted digest', () => {
    const dossier = dossierOf(redacted, { ticket: { ...TICKET, title: '别的标题' }, head: headOf(redacted) });
    const verdict = verifyDossier(textOfDossier(signed(dossier)), { check });
    expect(verdict).toMatchObject({ kind: 'BROKEN', link: { kind: 'TEXT' } });
  });
});
