import { describe, expect, it } from '@jest/globals';
import { isClosed } from '../../../test/ticket-story.ts';
import type { TimelineEntry } from './ticket.ts';
import { verifyTimeline } from './timeline.ts';

const { id, timeline } = isClosed;
const at = (index: number): TimelineEntry => {
  const entry = timeline[index];
  if (!entry) throw new Error(`no entry ${index}`);
  return entry;
};
const replaced = (index: number, patch: Partial<TimelineEntry>): TimelineEntry[] =>
  timeline.map((entry, position) => (position === index ? { ...entry, ...patch } : entry));

describe('the hash chain of a timeline', () => {
  it('is intact as it was written', () => {
    expect(verifyTimeline(id, timeline)).toEqual({ intact: true });
  });

  it.each([
    ['words', { words: '改过的话' }],
    ['a condition', { facts: { ...at(1).facts, closingCondition: '改过' } }],
    ['the actor', { actor: { ...at(2).actor, subject: 'somebody-else' } }],
    ['the instant', { at: new Date(0) }],
    ['the arrival', { arrivedAt: new Date(0) }],
    ['the stage', { stageAfter: 'VOID' as const }],
    ['the facts', { facts: { invented: true } }],
    ['the privacy', { private: !at(2).private }],
    ['the evidence', { evidence: [{ name: 'x', uri: 'object://x', sha256: null }] }],
  ])('finds an edit of %s', (_, patch) => {
    expect(verifyTimeline(id, replaced(2, patch))).toEqual({ intact: false, brokenAt: 3 });
  });

  it('finds a deletion', () => {
    expect(verifyTimeline(id, timeline.toSpliced(1, 1))).toEqual({ intact: false, brokenAt: 2 });
  });

  it('finds a swap', () => {
    const swapped = timeline.toSpliced(1, 2, at(2), at(1));
    expect(verifyTimeline(id, swapped)).toEqual({ intact: false, brokenAt: 2 });
  });

  it('finds an insertion', () => {
    expect(verifyTimeline(id, timeline.toSpliced(3, 0, at(2)))).toEqual({ intact: false, brokenAt: 4 });
  });

  it('finds an insertion that was renumbered', () => {
    const inserted = timeline.toSpliced(3, 0, at(2)).map((entry, index) => ({ ...entry, sequence: index + 1 }));
    expect(verifyTimeline(id, inserted)).toEqual({ intact: false, brokenAt: 4 });
  });

  it('finds a timeline of another ticket', () => {
    expect(verifyTimeline('ticket-2', timeline)).toEqual({ intact: false, brokenAt: 1 });
  });

  it('[T02] says of each step who, when and what came of it', () => {
    expect(timeline.map(({ command, actor, stageAfter }) => [command, actor.subject, stageAfter])).toEqual([
      ['reportTicket', 'public', 'ACCEPTANCE'],
      ['acceptTicket', 'town', 'DISPATCH'],
      ['escalateTicket', 'town', 'DISPATCH'],
      ['dispatchTicket', 'county', 'HANDLING'],
      ['reportIn', 'urban', 'HANDLING'],
      ['reportIn', 'police', 'HANDLING'],
      ['completeAssignment', 'urban', 'HANDLING'],
      ['completeAssignment', 'police', 'FEEDBACK'],
      ['giveFeedback', 'county', 'VERIFICATION'],
      ['verifyTicket', 'county', 'CLOSED'],
    ]);
  });
});
