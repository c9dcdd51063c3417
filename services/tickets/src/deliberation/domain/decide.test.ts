import type { Pack } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import {
  actors,
  anActor,
  COUNTY,
  GRID,
  hoursLater,
  MORNING,
  pack,
  TOWN,
  URBAN,
  VILLAGE,
} from '../../../test/ticket-story.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import type { AttendeeRequest, ItemRequest, Sources } from './agenda.ts';
import { type ConveneRequest, conveneDeliberation } from './convene.ts';
import { type DeliberationCommand, type DeliberationDecision, decideDeliberation, wasDoneBefore } from './decide.ts';
import { DELIBERATION_STATES, type Deliberation, type DeliberationState, MOST, seenBy } from './deliberation.ts';
import { DELIBERATION_TABLE, type DeliberationCommandName } from './deliberation-table.ts';
import { minutesIntact } from './minutes.ts';

const START = hoursLater(24);
const SOURCES: Sources = {
  suggestions: new Map([
    ['s1', { code: 'S1', subject: '增设路灯', adopted: true }],
    ['s2', { code: 'S2', subject: '拆除路灯', adopted: false }],
  ]),
  tickets: new Map([['t1', { code: 'T1', title: '井盖破损' }]]),
  bodies: new Set([URBAN]),
};

const item = (more: Partial<ItemRequest> = {}): ItemRequest => ({
  subject: null,
  suggestionId: null,
  ticketId: null,
  ...more,
});
const resident = (name: string): AttendeeRequest => ({
  kind: 'RESIDENT',
  organization: null,
  person: null,
  masked: `${name[0]}**`,
  sealed: `sealed ${name}`,
});
const body = (organization: string): AttendeeRequest => ({
  ...resident('无'),
  kind: 'BODY',
  organization,
  masked: null,
  sealed: null,
});

const REQUEST: ConveneRequest = {
  title: '小院议事',
  venue: '社区活动室',
  startsAt: START,
  agenda: [item({ suggestionId: 's1' }), item({ subject: '晾衣区' })],
  attendees: [resident('王小明'), resident('赵大娘'), body(URBAN)],
};

const convene = (request: Partial<ConveneRequest> = {}, actor: Actor = actors.leader, rules: Pack = pack) =>
  conveneDeliberation(
    { ...REQUEST, ...request },
    {
      id: 'd1',
      code: 'D4101002026030200000001',
      place: { division: VILLAGE, areas: GRID.areas, gridId: GRID.id, gridCode: GRID.code },
      pack: rules,
      actor,
      now: MORNING,
      idempotencyKey: 'k0',
      sources: SOURCES,
    },
  );
const convened = (request: Partial<ConveneRequest> = {}): Deliberation => {
  const outcome = convene(request);
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.state;
};

type More = { now?: Date; key?: string | null; rules?: Pack };
const give = (
  state: Deliberation,
  command: DeliberationCommand,
  actor: Actor = actors.leader,
  { now = START, key = null, rules = pack }: More = {},
): DeliberationDecision =>
  decideDeliberation(state, command, {
    pack: rules,
    actor,
    now,
    idempotencyKey: key,
    sources: SOURCES,
    names: new Map([['王小明', '王**']]),
  });
const after = (state: Deliberation, command: DeliberationCommand, more: More = {}): Deliberation => {
  const decision = give(state, command, actors.leader, more);
  if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusals));
  return decision.state;
};
const kinds = (decision: DeliberationDecision): readonly string[] =>
  decision.kind === 'REFUSED' ? decision.refusals.map(({ kind }) => kind) : decision.verbs;

const ACTION = { title: '安装路灯', text: '在巷口安装一盏路灯', address: '巷口' };
const AGREE = {
  type: 'resolveAgendaItem',
  itemId: 'i1',
  outcome: 'AGREED',
  votes: { for: 2, against: 0, abstained: 0 },
  words: '王小明等一致同意增设',
  actions: [ACTION],
} as const satisfies DeliberationCommand;
const DEFER = { ...AGREE, itemId: 'i2', outcome: 'DEFERRED', votes: null, words: '再议', actions: [] } as const;
const ATTEND = { type: 'recordAttendance', present: ['p1', 'p3'], others: [resident('孙先生')] } as const;
const PUBLISH = { type: 'publishMinutes', summary: '会议由王小明发言' } as const;

const inSession = (): Deliberation => after(convened(), ATTEND);
const resolved = (): Deliberation => after(after(inSession(), AGREE), DEFER);

const COMMANDS: Readonly<Record<DeliberationCommandName, DeliberationCommand>> = {
  addAgendaItem: { type: 'addAgendaItem', item: item({ ticketId: 't1' }) },
  postponeDeliberation: { type: 'postponeDeliberation', startsAt: hoursLater(72), reason: '大雨' },
  cancelDeliberation: { type: 'cancelDeliberation', reason: '已经解决' },
  recordAttendance: ATTEND,
  resolveAgendaItem: AGREE,
  publishMinutes: PUBLISH,
};
const IN_STATE: Readonly<Record<DeliberationState, () => Deliberation>> = {
  CONVENED: () => convened(),
  IN_SESSION: inSession,
  PUBLISHED: () => after(resolved(), PUBLISH),
  CANCELLED: () => after(convened(), { type: 'cancelDeliberation', reason: '已经解决' }),
};

describe('[T19] convening', () => {
  it('is of the grid’s leader and of centers over the place, as the pack says', () => {
    const by = (actor: Actor) => 'state' in convene({}, actor);
    const { leader, town, county, worker, urban, neighbour, city, reporter } = actors;
    const elsewhere = anActor('leader-2', 'GRID_LEADER', { grids: ['grid-2'] });
    expect([leader, town, county, worker, urban, neighbour, city, reporter, elsewhere].map(by)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      // Not of the roles that the pack lets convene.
      false,
      false,
      false,
    ]);
  });

  it('keeps where an item comes from, and who may see the meeting', () => {
    const state = convened();
    expect(state.agenda.map(({ id, subject, source }) => [id, subject, source?.code ?? null])).toEqual([
      ['i1', '增设路灯', 'S1'],
      ['i2', '晾衣区', null],
    ]);
    expect(seenBy(state)).toEqual(expect.arrayContaining([VILLAGE, TOWN, COUNTY, GRID.id, URBAN]));
  });

  it.each<[string, Partial<ConveneRequest>, readonly object[]]>([
    ['a time that has passed', { startsAt: MORNING }, [{ kind: 'STARTS_IN_THE_PAST' }]],
    ['a title with a telephone number', { title: '找13812345678开会' }, [{ kind: 'PERSONAL_DATA', field: ['title'] }]],
    ['an item without a subject', { agenda: [item()] }, [{ kind: 'SUBJECT_NEEDED', index: 0 }]],
    [
      'an item of two sources',
      { agenda: [item({ suggestionId: 's1', ticketId: 't1' })] },
      [{ kind: 'ONE_SOURCE', index: 0 }],
    ],
    ['a suggestion nobody sees', { agenda: [item({ suggestionId: 'x' })] }, [{ kind: 'SUGGESTION_UNKNOWN', index: 0 }]],
    [
      'one that was not adopted',
      { agenda: [item({ suggestionId: 's2' })] },
      [{ kind: 'SUGGESTION_NOT_ADOPTED', index: 0 }],
    ],
    ['a ticket nobody sees', { agenda: [item({ ticketId: 'x' })] }, [{ kind: 'TICKET_UNKNOWN', index: 0 }]],
    [
      'the same ticket twice',
      { agenda: [item({ ticketId: 't1' }), item({ ticketId: 't1' })] },
      [{ kind: 'ON_AGENDA_ALREADY', index: 1 }],
    ],
    [
      'more items than a meeting holds',
      { agenda: Array.from({ length: MOST.items + 1 }, () => item({ subject: '议' })) },
      [{ kind: 'TOO_MANY', field: 'agenda', most: MOST.items }],
    ],
    [
      'a resident without a name',
      { attendees: [{ ...resident('王'), masked: null }] },
      [{ kind: 'ATTENDEE_NEEDED', index: 0 }],
    ],
    ['a body nobody knows', { attendees: [body('nobody')] }, [{ kind: 'BODY_UNKNOWN', index: 0, name: 'nobody' }]],
    ['a body twice', { attendees: [body(URBAN), body(URBAN)] }, [{ kind: 'INVITED_TWICE', index: 1 }]],
  ])('refuses %s', (_what, request, refusals) => {
    expect(convene(request)).toEqual({ refusals });
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
