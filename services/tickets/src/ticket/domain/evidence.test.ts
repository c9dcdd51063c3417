import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  attempt,
  complete,
  FILE,
  hoursLater,
  inWork,
  MORNING,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import { READERS } from '../graphql/inputs/read-command.ts';
import { filesAreUsable, type GivenFile } from './evidence.ts';
import type { Evidence } from './ticket.ts';
import { verifyTimeline } from './timeline.ts';
import { TRANSITIONS } from './transitions.ts';

const NOON = hoursLater(4);
const PHOTO: Evidence = { name: '处置后', uri: `evidence:${FILE.id}`, sha256: null };

const known = (more: Partial<GivenFile> = {}) => ({ files: new Map([[FILE.id, { ...FILE, ...more }]]) });
const done = (piece: Evidence = PHOTO) => complete('a1', [piece]);
const judged = (file: Partial<GivenFile>, piece: Evidence = PHOTO) =>
  verdict(inWork, [actors.urban, done(piece)], NOON, known(file));
const flags = (file: Partial<GivenFile>, moment?: Evidence['moment']) =>
  after(inWork, [actors.urban, done({ ...PHOTO, ...(moment ? { moment } : {}) })], NOON, known(file)).timeline.at(-1)
    ?.evidence[0]?.kept?.flags;

const at = (longitude: number, latitude: number) => ({ takenAt: null, point: { longitude, latitude } });
const when = (takenAt: Date) => ({ takenAt, point: null });
const unknown = { takenAt: null, point: null };

describe('a file as evidence', () => {
  it.each<[string, Partial<GivenFile>, Evidence, string]>([
    ['is taken from whoever handed it in', { uploadedBy: { subject: 'urban', organization: null } }, PHOTO, 'DECIDED'],
    ['is taken from a colleague', { uploadedBy: { subject: 'another', organization: URBAN } }, PHOTO, 'DECIDED'],
    ['with its own digest', {}, { ...PHOTO, sha256: 'B'.repeat(64) }, 'DECIDED'],
    ['is not taken from another body', { uploadedBy: { subject: 'x', organization: 'y' } }, PHOTO, 'EVIDENCE_UNKNOWN'],
    ['of nobody’s is not taken', { uploadedBy: { subject: 'x', organization: null } }, PHOTO, 'EVIDENCE_UNKNOWN'],
    ['is not taken by another digest', {}, { ...PHOTO, sha256: 'c'.repeat(64) }, 'EVIDENCE_CHANGED'],
    ['that is about to be removed is not taken', { expiresAt: hoursLater(4.05) }, PHOTO, 'EVIDENCE_EXPIRED'],
    ['that waits is taken', { expiresAt: hoursLater(5) }, PHOTO, 'DECIDED'],
  ])('%s', (_, file, piece, kind) => {
    expect(judged(file, piece)).toBe(kind);
  });

  it('that is not there is refused with its place in the input', () => {
    const two = [{ name: '别处', uri: 'https://a.example/1', sha256: null }, PHOTO];
    expect(attempt(inWork, [actors.urban, complete('a1', two)], NOON)).toEqual({
      kind: 'REFUSED',
      refusal: { kind: 'EVIDENCE_UNKNOWN', index: 1 },
    });
  });

  it('is checked by every command that takes evidence', () => {
    const taking = Object.entries(READERS).filter(([, { read }]) => 'evidence' in read({}));
    const unchecked = taking.filter(([command]) => {
      const { guards } = TRANSITIONS[command as keyof typeof TRANSITIONS] as { guards: readonly unknown[] };
      return !guards.includes(filesAreUsable);
    });
    expect([taking.length, unchecked.map(([command]) => command)]).toEqual([12, []]);
  });
});

describe('[E08] a photo', () => {
  it.each<[string, Partial<GivenFile>, Evidence['moment'] | undefined, readonly string[]]>([
    ['of the place and the hour', { claimed: when(NOON), recorded: at(113.7, 34.801) }, undefined, []],
    ['that says nothing', { claimed: unknown, recorded: unknown }, undefined, []],
    ['taken 500 m away and more', { claimed: at(113.706, 34.8) }, undefined, ['FAR_FROM_PLACE']],
    ['whose own notes are far', { claimed: unknown, recorded: at(113.8, 34.8) }, undefined, ['FAR_FROM_PLACE']],
    ['of the day before yesterday', { claimed: when(hoursLater(-21)) }, undefined, ['TAKEN_TOO_EARLY']],
    ['of yesterday', { claimed: when(hoursLater(-19)) }, 'BEFORE', []],
    ['of the result from before the report', { claimed: when(hoursLater(-1)) }, 'AFTER', ['TAKEN_TOO_EARLY']],
    [
      'whose device says another hour',
      { claimed: when(NOON), recorded: when(hoursLater(-30)) },
      undefined,
      ['TAKEN_TOO_EARLY', 'CLAIMS_DIFFER'],
    ],
    ['of another ticket', { elsewhere: true }, undefined, ['REUSED']],
    ['that looks like one of another ticket', { alike: [{ ticket: 'C1', difference: 4 }] }, undefined, ['ALIKE']],
  ])('%s is marked and not refused', (_, file, moment, expected) => {
    expect(flags({ claimed: unknown, ...file }, moment)).toEqual(expected);
  });

  it('is in the timeline’s chain with what is doubtful about it', () => {
    const state = after(
      inWork,
      [actors.urban, done({ ...PHOTO, moment: 'AFTER', view: 'NEAR' })],
      NOON,
      known({ elsewhere: true }),
    );
    const entry = state.timeline.at(-1);
    expect(entry?.facts).toMatchObject({ files: [{ id: FILE.id, moment: 'AFTER', view: 'NEAR', flags: ['REUSED'] }] });
    expect(entry?.evidence[0]).toMatchObject({ sha256: FILE.sha256, kept: { id: FILE.id, flags: ['REUSED'] } });
    expect(verifyTimeline(state.id, state.timeline)).toEqual({ intact: true });
    expect(state.assignments[0]?.evidence).toEqual(entry?.evidence);
  });

  it('[E08] that looks like another says which, in the chain too', () => {
    const alike = [{ ticket: 'C1', difference: 4 }];
    const entry = after(inWork, [actors.urban, done()], NOON, known({ alike })).timeline.at(-1);
    expect(entry?.facts).toMatchObject({ files: [{ id: FILE.id, flags: ['ALIKE'], alike }] });
    expect(entry?.evidence[0]?.kept).toMatchObject({ flags: ['ALIKE'], alike });
    const other = after(inWork, [actors.urban, done()], NOON, known({})).timeline.at(-1);
    expect(JSON.stringify(other)).not.toContain('alike');
  });

  it('[B07] that is doubtful is told to others, and one that is not is no news', () => {
    const verbs = (file: Partial<GivenFile>) => {
      const decision = attempt(inWork, [actors.urban, done()], NOON, known(file));
      return decision.kind === 'DECIDED' ? decision.announcements.map(({ verb }) => verb) : [];
    };
    expect([verbs({ elsewhere: true }), verbs({ claimed: when(MORNING) })]).toEqual([
      ['completed', 'evidence-doubted'],
      ['completed'],
    ]);
  });
});
