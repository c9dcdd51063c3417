import type { Pack } from '@gridlink/jurisdiction';
import type { AttendeeRequest, EarlierItem, ItemRequest, Sources } from '../src/deliberation/domain/agenda.ts';
import { type ConveneRequest, conveneDeliberation } from '../src/deliberation/domain/convene.ts';
import {
  type DeliberationCommand,
  type DeliberationDecision,
  decideDeliberation,
} from '../src/deliberation/domain/decide.ts';
import { type Deliberation, type DeliberationState, itemKey } from '../src/deliberation/domain/deliberation.ts';
import type { DeliberationCommandName } from '../src/deliberation/domain/deliberation-table.ts';
import type { Actor } from '../src/ticket/domain/actor.ts';
import { actors, COUNTY, GRID, hoursLater, MORNING, pack, TOWN, URBAN, VILLAGE } from './ticket-story.ts';

export const START = hoursLater(24);
export const POLICE = `${COUNTY}-PUBLIC_SECURITY`;
export const LIGHT = { kind: 'SUGGESTION', id: 's1', code: 'S1', bodies: [POLICE] } as const;
export const DEFERRED: EarlierItem = {
  subject: '增设路灯',
  source: LIGHT,
  code: 'D0',
  isDeferred: true,
  isHere: true,
  carriedTo: null,
};
export const earlier = (itemId: string) => ({ deliberationId: 'd0', itemId });
export const SOURCES: Sources = {
  suggestions: new Map([
    ['s1', { code: 'S1', subject: '增设路灯', adopted: true, bodies: [POLICE] }],
    ['s2', { code: 'S2', subject: '拆除路灯', adopted: false, bodies: [POLICE] }],
  ]),
  tickets: new Map([['t1', { code: 'T1', title: '井盖破损', bodies: [`${TOWN}-TOWN`] }]]),
  earlier: new Map([
    [itemKey(earlier('i1')), DEFERRED],
    [itemKey(earlier('i2')), { ...DEFERRED, isDeferred: false }],
    [itemKey(earlier('i3')), { ...DEFERRED, isHere: false }],
    [itemKey(earlier('i4')), { ...DEFERRED, carriedTo: 'D9' }],
    [itemKey(earlier('i5')), { ...DEFERRED, subject: '晾衣区', source: null }],
  ]),
  bodies: new Set([URBAN]),
};

export const item = (more: Partial<ItemRequest> = {}): ItemRequest => ({
  subject: null,
  suggestionId: null,
  ticketId: null,
  deferred: null,
  ...more,
});
export const resident = (name: string): AttendeeRequest => ({
  kind: 'RESIDENT',
  organization: null,
  person: null,
  masked: `${name[0]}**`,
  sealed: `sealed ${name}`,
});
export const body = (organization: string): AttendeeRequest => ({
  ...resident('无'),
  kind: 'BODY',
  organization,
  masked: null,
  sealed: null,
});

export const REQUEST: ConveneRequest = {
  title: '小院议事',
  venue: '社区活动室',
  startsAt: START,
  agenda: [item({ suggestionId: 's1' }), item({ subject: '晾衣区' })],
  attendees: [resident('王小明'), resident('赵大娘'), body(URBAN)],
};

export const convene = (request: Partial<ConveneRequest> = {}, actor: Actor = actors.leader, rules: Pack = pack) =>
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
export const convened = (request: Partial<ConveneRequest> = {}): Deliberation => {
  const outcome = convene(request);
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.state;
};

export type More = { now?: Date; key?: string | null; rules?: Pack };
export const give = (
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
export const after = (state: Deliberation, command: DeliberationCommand, more: More = {}): Deliberation => {
  const decision = give(state, command, actors.leader, more);
  if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusals));
  return decision.state;
};
export const kinds = (decision: DeliberationDecision): readonly string[] =>
  decision.kind === 'REFUSED' ? decision.refusals.map(({ kind }) => kind) : decision.news.map(({ verb }) => verb);

export const ACTION = { title: '安装路灯', text: '在巷口安装一盏路灯', address: '巷口' };
export const AGREE = {
  type: 'resolveAgendaItem',
  itemId: 'i1',
  outcome: 'AGREED',
  votes: { for: 2, against: 0, abstained: 0 },
  words: '王小明等一致同意增设',
  actions: [ACTION],
} as const satisfies DeliberationCommand;
export const DEFER = { ...AGREE, itemId: 'i2', outcome: 'DEFERRED', votes: null, words: '再议', actions: [] } as const;
export const ATTEND = { type: 'recordAttendance', present: ['p1', 'p3'], others: [resident('孙先生')] } as const;
export const PUBLISH = { type: 'publishMinutes', summary: '会议由王小明发言' } as const;

export const INVITE = {
  type: 'inviteToDeliberation',
  attendees: [resident('钱大爷'), { ...resident('无'), kind: 'STAFF', person: 'worker-1', masked: null, sealed: null }],
} as const satisfies DeliberationCommand;

export const inSession = (): Deliberation => after(convened(), ATTEND);
export const resolved = (): Deliberation => after(after(inSession(), AGREE), DEFER);

export const COMMANDS: Readonly<Record<DeliberationCommandName, DeliberationCommand>> = {
  addAgendaItem: { type: 'addAgendaItem', item: item({ ticketId: 't1' }) },
  inviteToDeliberation: INVITE,
  postponeDeliberation: { type: 'postponeDeliberation', startsAt: hoursLater(72), reason: '大雨' },
  cancelDeliberation: { type: 'cancelDeliberation', reason: '已经解决' },
  recordAttendance: ATTEND,
  resolveAgendaItem: AGREE,
  publishMinutes: PUBLISH,
};
export const IN_STATE: Readonly<Record<DeliberationState, () => Deliberation>> = {
  CONVENED: () => convened(),
  IN_SESSION: inSession,
  PUBLISHED: () => after(resolved(), PUBLISH),
  CANCELLED: () => after(convened(), { type: 'cancelDeliberation', reason: '已经解决' }),
};
