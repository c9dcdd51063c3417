import { verifyDossier } from '@gridlink/dossier';
import { describe, expect, it } from '@jest/globals';
import { isClosed } from '../../../test/ticket-story.ts';
import { dossierOf } from './dossier-of.ts';

const drawing = {
  anchoring: null,
  issuedAt: new Date('2026-03-05T02:00:00Z'),
  issuedTo: null,
  salt: 'a salt of the tests',
};
const verdictOf = (state: typeof isClosed) =>
  verifyDossier(JSON.stringify(sorted({ ...dossierOf(state, drawing), signatures: [], redactions: [] })));

/** Keys in the order of canonical JSON. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

describe('[B12] the dossier of a ticket', () => {
  it('holds together as the ticket does', () => {
    expect(verdictOf(isClosed)).toMatchObject({ kind: 'WHOLE', withheld: 0 });
  });

  it('shows nobody’s contact, sealed or not', () => {
    const reporter = {
      ...isClosed.reporter,
      maskedName: '张*',
      maskedPhone: '138****5678',
      sealedContact: 'v1.sealed',
      subject: 'resident-account',
    };
    const { ticket } = dossierOf({ ...isClosed, reporter }, drawing);
    expect(ticket.reporter).toEqual({ anonymous: false, organization: null, name: '张*', phone: '138****5678' });
    expect(JSON.stringify(ticket)).not.toMatch(/v1\.sealed|resident-account/);
  });

  it('withholds an entry whose key somebody could repeat', () => {
    const timeline = isClosed.timeline.map((entry, index) =>
      index === 1 ? { ...entry, idempotencyKey: 'a-key-in-the-clear' } : entry,
    );
    expect(dossierOf({ ...isClosed, timeline }, drawing).timeline[1]).toEqual({
      sequence: 2,
      withheld: true,
      hash: isClosed.timeline[1]?.hash,
    });
  });
});
