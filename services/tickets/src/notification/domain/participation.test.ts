import { readFileSync } from 'node:fs';
import {
  type DeliberationSnapshot,
  deliberationEvents,
  type SuggestionSnapshot,
  suggestionEvents,
} from '@gridlink/contracts';
import { loadPacks } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import type { DeliberationVerb } from '../../deliberation/domain/announcement.ts';
import type { SuggestionVerb } from '../../suggestion/domain/announcement.ts';
import { DELIBERATION_AUDIENCES, type InvitedStaff } from './deliberation-audiences.ts';
import { deliberationNotifications, suggestionNotifications } from './participation-notifications.ts';
import { PARTICIPATION_WORDS } from './participation-words.ts';
import { SUGGESTION_AUDIENCES } from './suggestion-audiences.ts';
import { wordsOf } from './words.ts';

const COUNTY = '410105000000';
const TOWN = '410105001000';
const VILLAGE = '410105001001';
const CENTER = `${TOWN}-TOWN`;
const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
const POLICE = `${COUNTY}-PUBLIC_SECURITY`;
const AREAS = ['410000000000', '410100000000', COUNTY, TOWN, VILLAGE];
const AT = new Date('2026-03-02T02:00:00Z');

const pack = loadPacks().get('zhengzhou');
if (!pack) throw new Error('no pack');
const telling = { pack, at: AT };

const suggestion: SuggestionSnapshot = {
  id: 's1',
  code: 'S1',
  jurisdiction: 'zhengzhou',
  division: VILLAGE,
  areas: AREAS,
  gridId: 'grid-1',
  center: CENTER,
  answerer: URBAN,
  state: 'OPEN',
  overdue: false,
  seenBy: [],
  receivedAt: AT.toISOString(),
  answerBy: '2026-03-23T09:30:00.000Z',
};
const deliberation: DeliberationSnapshot = {
  id: 'd1',
  code: 'D1',
  jurisdiction: 'zhengzhou',
  division: VILLAGE,
  areas: AREAS,
  gridId: 'grid-1',
  state: 'CONVENED',
  startsAt: '2026-03-03T11:00:00.000Z',
  items: [
    { id: 'i1', source: 'SUGGESTION', sourceCode: 'S1', bodies: [CENTER, POLICE] },
    { id: 'i2', source: 'TICKET', sourceCode: 'T1', bodies: [`${COUNTY}-OPERATION`] },
    { id: 'i3' },
  ],
  bodies: [URBAN],
  present: 0,
  seenBy: [],
};

const center = `center:${TOWN}`;
const county = `center:${COUNTY}`;
const urban = `unit:${URBAN}`;
const police = `unit:${POLICE}`;
const staff = 'grid:grid-1';
const envelope = (noun: string, verb: string) => ({
  id: 'e1',
  type: `gridlink.tickets.${noun}.${verb}.v1`,
  time: AT.toISOString(),
});
const keys = (told: readonly { readonly id: string }[]) => told.map(({ id }) => id.replace('e1|', ''));

const NOBODY: InvitedStaff = { all: [], now: [] };

const ofSuggestion = (verb: SuggestionVerb, more: Partial<SuggestionSnapshot> = {}) =>
  suggestionNotifications({ ...envelope('suggestion', verb), suggestion: { ...suggestion, ...more } }, telling);
const ofMeeting = (
  verb: DeliberationVerb,
  detail: Parameters<typeof deliberationNotifications>[0]['detail'] = {},
  more: Partial<DeliberationSnapshot> = {},
  staff: InvitedStaff = NOBODY,
) =>
  deliberationNotifications(
    { ...envelope('deliberation', verb), deliberation: { ...deliberation, ...more }, detail, staff },
    telling,
  );

const SUGGESTION_STORIES: Readonly<Record<SuggestionVerb, readonly string[]>> = {
  received: [center, staff],
  'handed-on': [urban],
  returned: [center],
  answered: [center, staff],
  rated: [urban, center],
  overdue: [urban, center],
};
const MEETING_STORIES: Readonly<Record<DeliberationVerb, readonly string[]>> = {
  convened: [urban, staff, center, police, county],
  'agenda-extended': [urban, staff, county],
  invited: [police],
  postponed: [urban, staff, center, police, county],
  cancelled: [urban, staff, center, police, county],
  opened: [center, police, county],
  resolved: [county],
  published: [urban, staff, center, police, county],
};
const verbsOf = (events: readonly { readonly type: string }[]) =>
  events.map(({ type }) => type.split('.')[3]).toSorted();

describe('[T20] who is told of a suggestion', () => {
  it('has every event of the contracts placed', () => {
    expect(Object.keys(SUGGESTION_AUDIENCES).toSorted()).toEqual(verbsOf(suggestionEvents));
  });

  it.each(Object.entries(SUGGESTION_STORIES) as [SuggestionVerb, readonly string[]][])('%s', (verb, expected) => {
    expect(keys(ofSuggestion(verb))).toEqual(expected);
  });

  it('not the center of its own answer; the center above of its lateness', () => {
    const own = { answerer: CENTER };
    expect([keys(ofSuggestion('answered', own)), keys(ofSuggestion('overdue', own))]).toEqual([
      [staff],
      [center, county],
    ]);
  });

  it('with its number and, while an answer is owed, until when', () => {
    const [owed] = ofSuggestion('handed-on');
    const [rated] = ofSuggestion('rated', { state: 'SATISFIED' });
    if (!owed || !rated) throw new Error('nobody is told');
    expect([owed.suggestion, owed.about, wordsOf(owed).zh, wordsOf(owed).en]).toEqual([
      { id: 's1', code: 'S1' },
      URBAN,
      '意见建议 S1：网格中心转交，请答复（期限 2026-03-23 17:30）',
      'Suggestion S1: was handed on to you; please answer (due 2026-03-23 17:30)',
    ]);
    expect(rated.dueAt).toBeNull();
  });
});

describe('[T19] who is told of a deliberation', () => {
  const detail = { items: ['i2'], bodies: [POLICE] };

  it('has every event of the contracts placed', () => {
    expect(Object.keys(DELIBERATION_AUDIENCES).toSorted()).toEqual(verbsOf(deliberationEvents));
  });

  it.each(Object.entries(MEETING_STORIES) as [DeliberationVerb, readonly string[]][])('%s', (verb, expected) => {
    expect(keys(ofMeeting(verb, detail))).toEqual(expected);
  });

  it('with when it begins, until it is held', () => {
    const [told] = ofMeeting('convened');
    const [held] = ofMeeting('published', {}, { state: 'PUBLISHED' });
    if (!told || !held) throw new Error('nobody is told');
    expect([wordsOf(told).zh, wordsOf(held).zh]).toEqual([
      '议事会 D1：已召集，请参加（时间 2026-03-03 19:00）',
      '议事会 D1：纪要已公布，决定办理的事项已转为工单',
    ]);
  });

  it('whoever is invited as staff, at the desk of the grid where it has one', () => {
    const people = { all: ['a', 'b'], now: ['b'] };
    const { gridId: _, ...elsewhere } = deliberation;
    const tokensOf = (verb: DeliberationVerb, meeting: DeliberationSnapshot) =>
      deliberationNotifications(
        { ...envelope('deliberation', verb), deliberation: { ...meeting, items: [], bodies: [] }, staff: people },
        telling,
      ).map(({ id, desks }) => [id, ...desks]);
    expect(tokensOf('convened', deliberation)).toEqual([['e1|grid:grid-1', staff, 'person:a', 'person:b']]);
    expect(tokensOf('convened', elsewhere)).toEqual([['e1|staff', 'person:a', 'person:b']]);
    expect(tokensOf('invited', deliberation)).toEqual([['e1|staff', 'person:b']]);
    expect(keys(ofMeeting('convened', {}, {}, people))).toEqual(MEETING_STORIES.convened);
  });

  it('nobody beside the grid, of an event from before bodies were told', () => {
    const { bodies: _, ...old } = deliberation;
    const items = [{ id: 'i1', source: 'SUGGESTION' as const, sourceCode: 'S1' }];
    const event = { ...envelope('deliberation', 'convened'), deliberation: { ...old, items }, staff: NOBODY };
    expect(keys(deliberationNotifications(event, telling))).toEqual([staff]);
  });

  it('from the fixture of the contracts', () => {
    const file = new URL(
      '../../../../../packages/contracts/src/events/tickets/fixtures/deliberation-invited.json',
      import.meta.url,
    );
    const { data } = JSON.parse(readFileSync(file, 'utf8'));
    const event = { ...envelope('deliberation', 'invited'), ...data, staff: NOBODY };
    expect(keys(deliberationNotifications(event, telling))).toEqual([urban]);
  });
});

describe('[E12] what is said of suggestions and deliberations', () => {
  it.each(Object.entries(PARTICIPATION_WORDS))('%s, in both languages', (_event, { zh, en }) => {
    expect(zh).toMatch(/^[\p{Script=Han}，]+$/u);
    expect(en).toMatch(/^[a-z][A-Za-z ,;-]+$/);
  });
});
