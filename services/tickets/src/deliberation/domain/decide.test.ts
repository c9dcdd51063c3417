import type { Pack } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import {
  ACTION,
  AGREE,
  ATTEND,
  after,
  body,
  COMMANDS,
  convened,
  DEFER,
  give,
  IN_STATE,
  INVITE,
  inSession,
  kinds,
  PUBLISH,
  resident,
  resolved,
  START,
} from '../../../test/meeting-story.ts';
import { actors, GRID, hoursLater, MORNING, pack, URBAN, VILLAGE } from '../../../test/ticket-story.ts';
import { type DeliberationCommand, wasDoneBefore } from './decide.ts';
import { DELIBERATION_STATES, type Deliberation, MOST, turnoutOf } from './deliberation.ts';
import { DELIBERATION_TABLE, type DeliberationCommandName } from './deliberation-table.ts';
import { minutesIntact } from './minutes.ts';

describe('[T19] invitations', () => {
  it('go out until the meeting opens, and are told apart from who comes unasked', () => {
    const decision = give(convened(), INVITE);
    if (decision.kind === 'REFUSED') throw new Error('refused');
    const { state, news } = decision;
    expect([news, state.invitations, state.attendees.slice(3)]).toMatchObject([
      [{ verb: 'invited', attendees: ['p4', 'p5'] }],
      [{ step: { subject: 'leader', at: START }, attendees: ['p4', 'p5'] }],
      [
        { id: 'p4', kind: 'RESIDENT', invited: true, presentAt: null },
        { id: 'p5', kind: 'STAFF', invited: true, presentAt: null },
      ],
    ]);
    expect(turnoutOf(after(state, ATTEND))).toEqual({
      invited: 5,
      invitedPresent: 2,
      absent: 3,
      uninvited: 1,
      present: 3,
    });
  });

  it.each<[string, DeliberationCommand, readonly string[]]>([
    ['of nobody', { ...INVITE, attendees: [] }, ['NOBODY_INVITED']],
    ['of a body that is invited', { ...INVITE, attendees: [body(URBAN)] }, ['INVITED_TWICE']],
    ['of a body nobody knows', { ...INVITE, attendees: [body('nobody')] }, ['BODY_UNKNOWN']],
    [
      'of more than a meeting holds',
      { ...INVITE, attendees: Array.from({ length: MOST.attendees }, () => resident('王')) },
      ['TOO_MANY'],
    ],
  ])('%s are refused', (_what, command, refusals) => {
    expect(kinds(give(convened(), command))).toEqual(refusals);
  });
});

describe('[T19] a deliberation, state by state', () => {
  const names = Object.keys(COMMANDS) as DeliberationCommandName[];

  it.each(names.flatMap((name) => DELIBERATION_STATES.map((state) => [name, state] as const)))(
    '%s in %s does what the table says',
    (name, state) => {
      const { from, to } = DELIBERATION_TABLE[name];
      const before = name === 'publishMinutes' && state === 'IN_SESSION' ? resolved() : IN_STATE[state]();
      const decision = give(before, COMMANDS[name]);
      if (from.includes(state)) {
        expect(decision).toMatchObject({ kind: 'DECIDED', state: { state: to === 'SAME' ? state : to } });
      } else {
        expect(decision).toEqual({ kind: 'REFUSED', refusals: [{ kind: 'DELIBERATION_STATE', state }] });
      }
    },
  );

  it.each(names)('refuses %s to whoever may not convene there', (name) => {
    const others = [actors.worker, actors.urban, actors.neighbour, actors.reporter, actors.system];
    expect(others.map((actor) => kinds(give(resolved(), COMMANDS[name], actor)))).toEqual(
      others.map(() => ['NOT_ALLOWED']),
    );
  });

  it('is opened by the first record of attendance; further ones add to it and count nobody anew', () => {
    const first = give(convened(), ATTEND);
    const later = give(inSession(), { type: 'recordAttendance', present: ['p1', 'p2'], others: [] }, actors.leader, {
      now: hoursLater(25),
    });
    if (later.kind === 'REFUSED') throw new Error('refused');
    expect([
      kinds(first),
      kinds(later),
      later.state.attendees.map(({ presentAt, invited }) => [presentAt, invited]),
    ]).toEqual([
      ['opened'],
      [],
      [
        [START, true],
        [hoursLater(25), true],
        [START, true],
        [START, false],
      ],
    ]);
  });

  it.each<[string, Deliberation, DeliberationCommand, readonly string[], Date?]>([
    ['attendance long before the meeting', convened(), ATTEND, ['NOT_STARTED'], hoursLater(20)],
    ['attendance of somebody unknown', convened(), { ...ATTEND, present: ['p9'] }, ['ATTENDEE_UNKNOWN']],
    ['attendance of nobody', convened(), { ...ATTEND, present: [], others: [] }, ['NOBODY_PRESENT']],
    ['a meeting without an agenda', convened({ agenda: [] }), ATTEND, ['NO_AGENDA']],
    [
      'a new time that has passed',
      convened(),
      { type: 'postponeDeliberation', startsAt: MORNING, reason: '雨' },
      ['STARTS_IN_THE_PAST'],
    ],
    ['an item nobody knows', inSession(), { ...AGREE, itemId: 'i9' }, ['ITEM_UNKNOWN']],
    ['an item that is resolved', resolved(), AGREE, ['RESOLVED_ALREADY']],
    [
      'more votes than people',
      inSession(),
      { ...AGREE, votes: { for: 3, against: 1, abstained: 0 } },
      ['VOTES_IMPOSSIBLE'],
    ],
    [
      'fewer votes than none',
      inSession(),
      { ...AGREE, votes: { for: 2, against: -1, abstained: 0 } },
      ['VOTES_IMPOSSIBLE'],
    ],
    [
      'an agreement against the votes',
      inSession(),
      { ...AGREE, votes: { for: 1, against: 1, abstained: 0 } },
      ['VOTES_DISAGREE'],
    ],
    ['an agreement that has nothing done', inSession(), { ...AGREE, actions: [] }, ['ACTIONS_NEEDED']],
    [
      'something done without an agreement',
      inSession(),
      { ...DEFER, actions: [ACTION] },
      ['ACTIONS_WITHOUT_AGREEMENT'],
    ],
    ['words with an identity number', inSession(), { ...DEFER, words: '11010519491231002X 同意' }, ['PERSONAL_DATA']],
    ['minutes while items are open', inSession(), PUBLISH, ['ITEMS_OPEN']],
    ['minutes with a telephone number', resolved(), { ...PUBLISH, summary: '请拨打 13812345678' }, ['PERSONAL_DATA']],
  ])('refuses %s', (_what, state, command, refusals, now = START) => {
    expect(kinds(give(state, command, actors.leader, { now }))).toEqual(refusals);
  });
});

describe('[T19] a quorum', () => {
  const { deliberation } = pack.loop;
  const quorum = { share: 0.8, basis: 'OPERATOR', article: null } as const;
  const strict: Pack = { ...pack, loop: { ...pack.loop, deliberation: { ...deliberation, quorum } } };

  it('is asked for where the pack has one: a share of the invited', () => {
    const few = after(convened(), { ...ATTEND, others: [] });
    const enough = after(few, { type: 'recordAttendance', present: ['p2'], others: [] });
    const refused = give(few, AGREE, actors.leader, { rules: strict });
    expect(refused).toEqual({
      kind: 'REFUSED',
      refusals: [{ kind: 'NO_QUORUM', needed: 3, present: 2, article: null }],
    });
    expect([kinds(give(enough, AGREE, actors.leader, { rules: strict })), kinds(give(few, AGREE))]).toEqual([
      ['resolved'],
      ['resolved'],
    ]);
  });
});

describe('[T19] minutes', () => {
  const { minutes } = after(resolved(), PUBLISH);
  if (minutes === null) throw new Error('no minutes');

  it('are published without names, in numbers', () => {
    expect(minutes.published).toEqual({
      code: 'D4101002026030200000001',
      division: VILLAGE,
      gridCode: GRID.code,
      title: '小院议事',
      venue: '社区活动室',
      startsAt: START.toISOString(),
      publishedAt: START.toISOString(),
      present: { residents: 2, staff: 0, bodies: 1 },
      summary: '会议由王**发言',
      items: [
        { id: 'i1', subject: '增设路灯', outcome: 'AGREED', votes: AGREE.votes, words: '王**等一致同意增设' },
        { id: 'i2', subject: '晾衣区', outcome: 'DEFERRED', votes: null, words: '再议' },
      ],
    });
  });

  it('are sealed: another word, vote or number is another hash', () => {
    const { published } = minutes;
    const others = [
      { ...published, summary: `${published.summary}。` },
      { ...published, present: { ...published.present, residents: 3 } },
      { ...published, items: published.items.slice(1) },
      { ...published, code: 'D1' },
    ];
    expect([minutesIntact(minutes), ...others.map((other) => minutesIntact({ ...minutes, published: other }))]).toEqual(
      [true, ...others.map(() => false)],
    );
  });
});

describe('[T19] a command given twice', () => {
  it.each<[DeliberationCommandName, Deliberation]>([
    ['addAgendaItem', convened()],
    ['inviteToDeliberation', convened()],
    ['postponeDeliberation', convened()],
    ['cancelDeliberation', convened()],
    ['resolveAgendaItem', inSession()],
    ['publishMinutes', resolved()],
  ])('%s is known by its key', (name, before) => {
    const state = after(before, COMMANDS[name], { key: 'k1' });
    const known = (subject: string, idempotencyKey: string | null) =>
      wasDoneBefore(state, name, { subject, idempotencyKey });
    expect([known('leader', 'k1'), known('another', 'k1'), known('leader', 'k2'), known('leader', null)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
