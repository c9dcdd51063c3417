import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestOf, type SignedDossier, saltFor, textOfDossier, unsigned } from './index.ts';
import { check } from './testing/dossier-story.ts';
import { redactedBy, signedByBoth } from './testing/sealed-story.ts';
import { type BrokenLink, verifyDossier } from './verify.ts';

const BARS = '■■■■';
const ANOTHER_SALT = saltFor('redaction', 'content');

const once = redactedBy('here', signedByBoth, {
  ticket: { text: BARS, contentSalt: ANOTHER_SALT, 'assignments.0.result': `已告知${BARS}` },
  words: { 2: BARS },
});
const GONE = { name: '（已隐去）', uri: 'urn:gridlink:redacted', sha256: null };
const twice = redactedBy(
  'there',
  once,
  { ticket: { 'assignments.0.evidence.0': GONE }, words: { 2: '■', 3: BARS } },
  'again',
);

function linkOf(file: unknown): BrokenLink | null {
  const verdict = verifyDossier(textOfDossier(file as SignedDossier), { check });
  return verdict.kind === 'BROKEN' ? verdict.link : null;
}

type Way = readonly (string | number)[];
type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

/** Ways to every value of a file, leaves and wholes. */
function waysIn(value: Json, way: Way = []): Way[] {
  if (typeof value !== 'object' || value === null) return [way];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(way.length > 0 ? [way] : []), ...inner.flatMap(([key, part]) => waysIn(part, [...way, key]))];
}

const asJson = (file: SignedDossier): Json => JSON.parse(textOfDossier(file));

/** A file with the value at a way changed, or cut out. */
function changedAt(file: SignedDossier, way: Way, by: (value: Json) => Json | undefined): Json {
  const copy = asJson(file);
  const last = way.at(-1) ?? '';
  const holder = way.slice(0, -1).reduce<Json>((at, key) => (at as never)[key], copy) as Record<string | number, Json>;
  const changed = by(holder[last] as Json);
  if (changed !== undefined) holder[last] = changed;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

/** Another value of the same form, as near as there is one. */
function another(value: Json): Json {
  if (typeof value === 'string') return /^[0-9a-f]+$/.test(value) ? flipped(value) : `${value}改`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return value === null ? '改' : null;
}

const flipped = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);

describe.each([
  ['as both signed it', signedByBoth],
  ['after a redaction', once],
  ['after a redaction by each of them', twice],
])('[B12] a dossier of the second format %s', (_, file) => {
  it('is whole, and signed', () => {
    expect(verifyDossier(textOfDossier(file), { check })).toMatchObject({ kind: 'WHOLE', signed: true });
  });

  it('finds any changed byte', () => {
    const bytes = Buffer.from(textOfDossier(file));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, mask) => {
        const changed = Buffer.from(bytes);
        changed[position] = (changed[position] ?? 0) ^ mask;
        expect(verifyDossier(changed.toString('utf8'), { check }).kind).toBe('BROKEN');
      }),
      { numRuns: 1_500 },
    );
  });

  it('finds any value that was changed, cut out or put in', () => {
    // Each signature stands for itself: a file without the other side's, or with it twice, is whole.
    const ways = waysIn(asJson(file)).filter(([list, , part]) => list !== 'signatures' || part !== undefined);
    expect(ways.length).toBeGreaterThan(150);
    const missed = ways.filter(
      (way) =>
        linkOf(changedAt(file, way, another)) === null ||
        linkOf(changedAt(file, way, () => undefined)) === null ||
        linkOf(changedAt(file, way, putIn)) === null,
    );
    expect(missed).toEqual([]);
  });

  /** A whole with one thing more; a leaf as a whole of its own. */
  function putIn(value: Json): Json {
    if (Array.isArray(value)) return [...value, value[0] ?? '改'];
    if (typeof value === 'object' && value !== null) return { ...value, more: '改' };
    return { digest: value };
  }
});

describe('[E10] a redaction of a signed dossier', () => {
  it('leaves what was signed, and says where, when and by whom', () => {
    expect(digestOf(unsigned(twice).dossier)).toBe(digestOf(unsigned(signedByBoth).dossier));
    expect(twice.signatures).toEqual(signedByBoth.signatures);
    expect(twice.redactions.map(({ jurisdiction, places }) => [jurisdiction, places.map(({ at }) => at)])).toEqual([
      ['here', ['ticket.text', 'ticket.contentSalt', 'ticket.assignments.0.result', '2.words', 'content']],
      ['there', ['ticket.assignments.0.evidence.0', '2.words', '3.words']],
    ]);
  });

  it('leaves nothing that what was taken out could be found with', () => {
    const left = textOfDossier(twice);
    const { ticket, timeline } = signedByBoth;
    const second = timeline[1];
    const salts = [
      ticket.contentSalt,
      ticket.seals.text?.salt,
      second && 'seals' in second && second.seals?.words?.salt,
    ];
    for (const salt of salts) {
      expect(textOfDossier(signedByBoth)).toContain(salt);
      expect(left).not.toContain(salt);
    }
    expect(left).not.toContain('占道经营 ');
  });

  it.each([
    ['of the ticket', { ticket: { ...signedByBoth.ticket, title: '别的标题' } }, null],
    ['of a whole taken out of the ticket', { ticket: { ...signedByBoth.ticket, assignments: [] } }, null],
    [
      'of an entry',
      { timeline: signedByBoth.timeline.with(1, { ...signedByBoth.timeline[1], words: BARS } as never) },
      2,
    ],
  ])('is missed where a text %s was changed without one', (_, patch, sequence) => {
    expect(linkOf({ ...signedByBoth, ...patch })).toMatchObject({ kind: 'SEAL', sequence });
  });

  it('is missed where it was cut off again, or another one came first', () => {
    expect(linkOf({ ...once, redactions: [] })).toMatchObject({ kind: 'SEAL' });
    expect(linkOf({ ...twice, redactions: twice.redactions.slice(0, 1) })).toMatchObject({ kind: 'SEAL' });
    const alone = redactedBy('here', signedByBoth, { words: { 3: BARS } }, 'alone');
    const then = redactedBy('here', alone, { words: { 2: BARS } }, 'then');
    expect(linkOf(then)).toBeNull();
    expect(linkOf({ ...then, redactions: then.redactions.toReversed() })).toMatchObject({ kind: 'SIGNATURE' });
  });

  it('counts for its dossier and its signer alone', () => {
    const [redaction] = once.redactions;
    const forged = (patch: object) => linkOf({ ...once, redactions: [{ ...redaction, ...patch }] });
    expect(forged({ at: '2026-12-02T02:00:00.000Z' })).toMatchObject({ kind: 'SIGNATURE', found: 'SIGNATURE' });
    expect(forged({ jurisdiction: 'there' })).toMatchObject({ kind: 'SIGNATURE', found: 'KEY_OF_ANOTHER' });
    expect(forged({ value: signedByBoth.signatures[0]?.value })).toMatchObject({
      kind: 'SIGNATURE',
      found: 'SIGNATURE',
    });
    const byOne = { ...signedByBoth, signatures: signedByBoth.signatures.slice(0, 1) };
    expect(linkOf(redactedBy('there', byOne, { words: { 2: BARS } }))).toMatchObject({
      kind: 'SIGNATURE',
      expected: 'a redaction by here',
      found: 'there',
    });
  });

  it('cannot reach codes, ids and instants: they are signed as they are', () => {
    const [assignment] = signedByBoth.ticket.assignments as { unit: string }[];
    const moved = { ...signedByBoth.ticket, assignments: [{ ...assignment, unit: 'ANOTHER' }] };
    const place = { ticket: { ...moved, seals: signedByBoth.ticket.seals } };
    expect(linkOf({ ...signedByBoth, ...place })).toMatchObject({ kind: 'SIGNATURE' });
  });

  it('is nothing for a dossier of the first format', () => {
    const { redactions: _, ...bare } = signedByBoth;
    const { seals: __, ...ticket } = signedByBoth.ticket;
    const first = { ...bare, ticket, format: 'gridlink-dossier/1', redactions: [] };
    expect(linkOf(first)).toMatchObject({ kind: 'FORM' });
  });
});
