import { createWorkingCalendar } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { actors, GRID, MORNING, pack, TOWN, VILLAGE } from '../../../test/ticket-story.ts';
import { keyedStep } from '../../ticket/domain/step.ts';
import { decideSuggestion, wasDoneBefore } from './decide.ts';
import { receiveSuggestion } from './receive.ts';
import type { Suggestion } from './suggestion.ts';

const rules = { pack, calendar: createWorkingCalendar(pack), now: MORNING };

const suggestion = (): Suggestion => {
  const received = receiveSuggestion(
    {
      id: 's1',
      code: 'S4101002026030200000001',
      division: VILLAGE,
      areas: GRID.areas,
      gridId: null,
      gridCode: null,
      center: `${TOWN}-TOWN`,
      subject: '李小红建议增设路灯',
      text: '我是李小红，住文化路 3 号，夜里太暗',
      place: { address: '文化路 3 号', point: null },
      topic: null,
      suggester: {
        anonymous: true,
        subject: 'public',
        organization: null,
        maskedName: null,
        maskedPhone: null,
        sealedContact: null,
      },
    },
    { ...rules, actor: actors.reporter, idempotencyKey: null },
  );
  const step = keyedStep(actors.town, { now: MORNING, words: '李小红来电', idempotencyKey: null });
  return { ...received, handOns: [{ step, to: received.center, returned: null }] };
};

const redact = (state: Suggestion, fragments: readonly string[], more: { reason?: string; words?: string } = {}) =>
  decideSuggestion(
    state,
    { type: 'redactSuggestion', fragments, reason: 'PERSONAL_DATA', words: '写有姓名', ...more },
    { ...rules, actor: actors.county, idempotencyKey: 'k1', units: new Map() },
  );
const after = (...given: Parameters<typeof redact>): Suggestion => {
  const decision = redact(...given);
  if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusal));
  return decision.state;
};

describe('[E10] a redaction of a suggestion', () => {
  it('takes words out wherever they stand, and says who, when, why and where', () => {
    const left = after(suggestion(), ['李小红', '文化路 3 号']);
    expect(JSON.stringify(left)).not.toMatch(/李小红|文化路/);
    expect(left).toMatchObject({
      subject: '■■■建议增设路灯',
      text: '我是■■■，住■■■■■■■，夜里太暗',
      place: { address: '■■■■■■■' },
      handOns: [{ step: { words: '■■■来电' } }],
      redactions: [
        {
          step: { at: MORNING, subject: actors.county.subject, words: '写有姓名' },
          reason: 'PERSONAL_DATA',
          places: ['subject', 'text', 'place', 'handOns'],
        },
      ],
    });
  });

  it('leaves its state, clock and events alone, and is known by its key', () => {
    const before = suggestion();
    const decision = redact(before, ['李小红']);
    expect(decision).toMatchObject({
      kind: 'DECIDED',
      verbs: [],
      state: { state: before.state, answerBy: before.answerBy },
    });
    const by = { subject: actors.county.subject, idempotencyKey: 'k1' };
    expect(wasDoneBefore(after(before, ['李小红']), 'redactSuggestion', by)).toBe(true);
    expect(wasDoneBefore(before, 'redactSuggestion', by)).toBe(false);
  });

  it('reaches what an earlier one said, and keeps its record', () => {
    const once = after(suggestion(), ['李小红'], { words: '王芳来电要求' });
    const twice = after(once, ['王芳']);
    expect(twice.redactions).toMatchObject([{ step: { words: '■■来电要求' } }, { places: ['redactions'] }]);
  });

  it.each<[string, readonly string[], { reason?: string; words?: string }, object]>([
    ['a reason nobody knows', ['李小红'], { reason: 'LIKING' }, { kind: 'REASON_UNKNOWN', reason: 'LIKING' }],
    ['nothing', [], {}, { kind: 'NOTHING_TO_REDACT' }],
    ['a single character', ['李小红', '李'], {}, { kind: 'FRAGMENT_UNFIT', index: 1 }],
    ['a code', ['TOWN'], {}, { kind: 'FRAGMENT_UNFIT', index: 0 }],
    ['words that its own say again', ['李小红'], { words: '李小红的姓名' }, { kind: 'FRAGMENT_IN_WORDS', index: 0 }],
    ['what stands nowhere', ['李小红', '张三丰'], {}, { kind: 'NOT_IN_SUGGESTION', index: 1 }],
  ])('is refused of %s', (_, fragments, more, refusal) => {
    expect(redact(suggestion(), fragments, more)).toMatchObject({ kind: 'REFUSED', refusal });
  });
});
