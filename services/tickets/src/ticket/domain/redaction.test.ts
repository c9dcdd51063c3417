import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  attempt,
  complete,
  EVIDENCE,
  inWork,
  isClosed,
  MORNING,
  reported,
  verdict,
} from '../../../test/ticket-story.ts';
import type { CommandOf } from './commands.ts';
import type { TicketState, TimelineEntry } from './ticket.ts';
import { redactedEntries, verifyTimeline } from './timeline.ts';

const PHONE = '13812345678';

const redact = (more: Partial<CommandOf<'redactTicket'>> = {}): CommandOf<'redactTicket'> => ({
  type: 'redactTicket',
  fragments: [PHONE],
  evidenceUris: [],
  reason: 'PERSONAL_DATA',
  words: '应当事人请求',
  ...more,
});

const slipped = reported({ title: `请联系 ${PHONE}`, text: `住户 ${PHONE} 反映井盖破损` });
const noted = after(inWork, [
  actors.urban,
  {
    type: 'noteProgress',
    assignmentId: 'a1',
    words: `已电话告知 ${PHONE}`,
    private: false,
    evidence: [{ name: `${PHONE}.jpg`, uri: `https://files.example/${PHONE}.jpg`, sha256: null }, ...EVIDENCE],
  },
]);
const done = after(noted, [
  actors.urban,
  { ...complete('a1'), result: `${PHONE} 已确认` } as CommandOf<'completeAssignment'>,
]);
const cleaned = after(done, [actors.county, redact()]);

const edited = (state: TicketState, sequence: number, patch: Partial<TimelineEntry>): readonly TimelineEntry[] =>
  state.timeline.map((entry) => (entry.sequence === sequence ? { ...entry, ...patch } : entry));

describe('what is redacted', () => {
  it('[E10] is nowhere in the document any more', () => {
    expect(JSON.stringify(done)).toContain(PHONE);
    expect(JSON.stringify(cleaned)).not.toContain(PHONE);
    expect(JSON.stringify(after(slipped, [actors.county, redact()]))).not.toContain(PHONE);
  });

  it('[E10] takes with a photo what the timeline says of where and when it was taken', () => {
    const ids = ['0f7b8a52-3c1d-4e0e-9a40-000000000001', '0f7b8a52-3c1d-4e0e-9a40-000000000002'] as const;
    const [fileId] = ids;
    const at = { takenAt: new Date('2026-03-02T01:00:00Z'), point: { longitude: 113.70512, latitude: 34.80511 } };
    const uploadedBy = { subject: actors.urban.subject, organization: actors.urban.organization };
    const file = { type: 'image/jpeg', size: 1_000, claimed: at, recorded: at, sha256: 'ab'.repeat(32), uploadedBy };
    const files = new Map(ids.map((id) => [id, { ...file, id, expiresAt: null, elsewhere: false, alike: [] }]));
    const evidence = ids.map((id) => ({ name: '照片', uri: `evidence:${id}`, sha256: null }));
    const note = { type: 'noteProgress', assignmentId: 'a1', words: '已到场', private: false, evidence } as const;
    const photographed = after(inWork, [actors.urban, note], MORNING, { files });
    const gone = after(photographed, [actors.county, redact({ fragments: [], evidenceUris: [`evidence:${fileId}`] })]);
    const told = (state: TicketState) =>
      (state.timeline.at(photographed.timeline.length - 1)?.facts.files ?? []) as { id: string }[];
    expect(told(photographed).map(({ id }) => id)).toEqual(ids);
    expect(told(gone)).toEqual(told(photographed).slice(1));
    expect(JSON.stringify(gone)).not.toContain(fileId);
    expect(verifyTimeline(gone.id, gone.timeline)).toEqual({ intact: true });
    const forged = edited(gone, photographed.timeline.length, { facts: { files: [] } });
    expect(verifyTimeline(gone.id, forged)).toMatchObject({ intact: false });
  });

  it('[E10] leaves what stood beside it', () => {
    expect(after(slipped, [actors.county, redact()]).title).toBe(`请联系 ${'■'.repeat(11)}`);
    expect(cleaned.assignments[0]?.result).toBe(`${'■'.repeat(11)} 已确认`);
  });

  it('[E10] leaves the chain of hashes as it was, and intact', () => {
    expect(cleaned.timeline.slice(0, -1).map(({ hash }) => hash)).toEqual(done.timeline.map(({ hash }) => hash));
    expect(verifyTimeline(cleaned.id, cleaned.timeline)).toEqual({ intact: true });
  });

  it('[E10] is on record by who, why, when and where', () => {
    const last = cleaned.timeline.at(-1);
    expect([last?.command, last?.actor.subject, last?.reason, last?.words]).toEqual([
      'redactTicket',
      'county',
      'PERSONAL_DATA',
      '应当事人请求',
    ]);
    const places = last?.facts.places as readonly { at: string }[];
    expect(places.map(({ at }) => at)).toEqual(['assignments', '7.words', '7.evidence.0', '8.words']);
    expect([...redactedEntries(cleaned.timeline)]).toEqual(expect.arrayContaining([7, 8]));
  });

  it('[E10] may be a whole attachment', () => {
    const after1 = after(done, [actors.county, redact({ fragments: [], evidenceUris: ['object://1'] })]);
    expect(JSON.stringify(after1)).not.toContain('object://1');
    expect(verifyTimeline(after1.id, after1.timeline)).toEqual({ intact: true });
  });

  it('[E10] may be redacted again, further', () => {
    const twice = after(cleaned, [actors.city, redact({ fragments: ['已电话告知'] })]);
    expect(twice.timeline[6]?.words).toBe(`${'■'.repeat(5)} ${'■'.repeat(11)}`);
    expect(verifyTimeline(twice.id, twice.timeline)).toEqual({ intact: true });
  });

  it('[E10] cannot be found by trying: no salt of it is left', () => {
    const before = done.timeline[6]?.seals?.words;
    expect(cleaned.timeline[6]?.seals?.words?.digest).toBe(before?.digest);
    expect(JSON.stringify(cleaned)).not.toContain(String(before?.salt));
  });
});

describe('the chain after a redaction', () => {
  it.each([
    ['an edit of what was left', 7, { words: '已电话告知另一人' }],
    ['an edit of another entry', 6, { words: '改过的话' }],
    ['an edit of who redacted', 9, { actor: { subject: 'x', role: 'x', organization: null, person: null } }],
    ['an edit of where', 9, { facts: { places: [] } }],
  ])('[E10] finds %s', (_, sequence, patch) => {
    expect(verifyTimeline(cleaned.id, edited(cleaned, sequence, patch)).intact).toBe(false);
  });

  it('[E10] finds a text that was taken out with no redaction on record', () => {
    expect(verifyTimeline(done.id, edited(done, 7, { words: '■■■' }))).toEqual({ intact: false, brokenAt: 7 });
  });
});

describe('a redaction', () => {
  it.each([
    ['of nothing', redact({ fragments: [] }), 'NOTHING_TO_REDACT'],
    ['of a single character', redact({ fragments: ['告'] }), 'FRAGMENT_UNFIT'],
    ['of a code', redact({ fragments: ['LEAD'] }), 'FRAGMENT_UNFIT'],
    ['whose words say it again', redact({ words: `隐去 ${PHONE}` }), 'FRAGMENT_IN_WORDS'],
    ['of what stands nowhere', redact({ fragments: [PHONE, '13900000000'] }), 'NOT_IN_TICKET'],
    ['of an attachment there is not', redact({ evidenceUris: ['object://2'] }), 'NOT_IN_TICKET'],
    ['without a reason of the list', redact({ reason: 'LIKING' }), 'REASON_UNKNOWN'],
  ])('[E10] is refused %s', (_, command, kind) => {
    expect(verdict(done, [actors.county, command])).toBe(kind);
  });

  it.each([actors.town, actors.urban, actors.worker, actors.neighbour])('[E10] is not for $subject', (actor) => {
    expect(verdict(done, [actor, redact()])).toBe('NOT_ALLOWED');
  });

  it('[E10] is possible when the ticket has ended', () => {
    expect(verdict(isClosed, [actors.city, redact({ fragments: ['井盖'] })])).toBe('DECIDED');
  });

  it('[E10] says which entries, from before there were seals, hold their texts themselves', () => {
    const old = { ...done, timeline: done.timeline.map(({ seals: _, ...entry }) => entry) };
    const refused = attempt(old, [actors.county, redact()]);
    expect(refused).toEqual({ kind: 'REFUSED', refusal: { kind: 'SEALED_WHOLLY', entries: [7, 8] } });
  });
});

describe('a private note', () => {
  const note = after(inWork, [actors.urban, { type: 'addPrivateNote', words: `当事人电话 ${PHONE}` }]);

  it('[E10] is in the timeline as a fact, without its words', () => {
    const last = note.timeline.at(-1);
    expect([last?.command, last?.words, last?.private]).toEqual(['addPrivateNote', null, true]);
    expect(JSON.stringify(note.timeline)).not.toContain(PHONE);
    expect(note.privateNotes).toMatchObject([{ id: 'n1', organization: actors.urban.organization, subject: 'urban' }]);
  });

  it('[E10] loses its words and their salt to a redaction', () => {
    const { privateNotes, ...rest } = after(note, [actors.county, redact()]);
    expect(privateNotes[0]).toMatchObject({ words: `当事人电话 ${'■'.repeat(11)}`, salt: null });
    expect(JSON.stringify(rest)).not.toContain(PHONE);
  });

  it('[E10] is not for a body that has no part in the ticket', () => {
    expect(verdict(inWork, [actors.health, { type: 'addPrivateNote', words: '备注' }])).toBe('NOT_ALLOWED');
  });
});
