import { areasOf, type Role } from '@gridlink/contracts';
import { createWorkingCalendar, loadPacks, type Pack, packFor, type WorkingCalendar } from '@gridlink/jurisdiction';
import { type Actor, SYSTEM_ACTOR } from '../src/ticket/domain/actor.ts';
import { functionOf } from '../src/ticket/domain/centers.ts';
import type { TicketCommand } from '../src/ticket/domain/commands.ts';
import { decide } from '../src/ticket/domain/decide.ts';
import type { Circumstances, Decision, ListedItem, Unit } from '../src/ticket/domain/decision.ts';
import type { GivenFile } from '../src/ticket/domain/evidence.ts';
import { openTicket, type Report } from '../src/ticket/domain/open-ticket.ts';
import type { TransferReceipt } from '../src/ticket/domain/parts.ts';
import type { Evidence, TicketState } from '../src/ticket/domain/ticket.ts';
import type { Receiver } from '../src/ticket/domain/transfer.ts';

export const CITY = '410100000000';
export const COUNTY = '410105000000';
export const TOWN = '410105001000';
export const VILLAGE = '410105001001';
export const GRID = { id: 'grid-1', code: 'G1', division: VILLAGE, areas: areasOf(VILLAGE) };

/** A grid of the next town. */
const NEXT_VILLAGE = '410105002001';
export const BESIDE = { id: 'grid-9', code: 'G9', division: NEXT_VILLAGE, areas: areasOf(NEXT_VILLAGE) };

/** Monday 2 March 2026, ten in the morning in China. */
export const MORNING = new Date('2026-03-02T02:00:00Z');
export const hoursLater = (hours: number, since: Date = MORNING): Date => new Date(since.getTime() + hours * 3_600_000);

/** A city of another jurisdiction. */
export const OTHER_CITY = '410900000000';

export const pack = packFor(COUNTY) as Pack;
export const packNamed = (code: string): Pack => loadPacks().get(code) as Pack;

type Place = { readonly division?: string; readonly organization?: string; readonly grids?: readonly string[] };

export const anActor = (subject: string, role: Role, place: Place = {}): Actor => ({
  subject,
  kind: 'PERSON',
  roles: [role],
  division: place.division ?? null,
  organization: place.organization ?? null,
  person: null,
  grids: place.grids ?? [],
  provedReporter: false,
});

export const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
export const POLICE = `${COUNTY}-PUBLIC_SECURITY`;
export const HEALTH = `${COUNTY}-HEALTH`;

export const actors = {
  worker: anActor('worker', 'GRID_WORKER', { grids: [GRID.id] }),
  leader: anActor('leader', 'GRID_LEADER', { grids: [GRID.id] }),
  stranger: anActor('stranger', 'GRID_WORKER', { grids: ['grid-2'] }),
  town: anActor('town', 'TOWN_OPERATOR', { division: TOWN, organization: `${TOWN}-TOWN` }),
  county: anActor('county', 'COUNTY_COORDINATOR', { division: COUNTY }),
  colleague: anActor('county-2', 'COUNTY_COORDINATOR', { division: COUNTY }),
  city: anActor('city', 'CITY_COORDINATOR', { division: CITY }),
  otherCity: anActor('other-city', 'CITY_COORDINATOR', { division: OTHER_CITY }),
  neighbour: anActor('neighbour', 'COUNTY_COORDINATOR', { division: '410103000000' }),
  urban: anActor('urban', 'DEPARTMENT_OFFICER', { organization: URBAN }),
  police: anActor('police', 'DEPARTMENT_OFFICER', { organization: POLICE }),
  health: anActor('health', 'DEPARTMENT_OFFICER', { organization: HEALTH }),
  reporter: { ...anActor('public', 'PUBLIC'), kind: 'PUBLIC', provedReporter: true },
  passerBy: { ...anActor('public', 'PUBLIC'), kind: 'PUBLIC' },
  system: SYSTEM_ACTOR,
} as const satisfies Record<string, Actor>;

export const unit = (code: string): Unit => ({
  code,
  function: functionOf(code),
  division: code.slice(0, 12),
  areas: areasOf(code.slice(0, 12)),
  active: true,
});

export const UNITS: ReadonlyMap<string, Unit> = new Map(
  [
    `${TOWN}-TOWN`,
    `${COUNTY}-OPERATION`,
    `${CITY}-OPERATION`,
    '410103000000-URBAN_MANAGEMENT',
    `${COUNTY}-FLOWER_SHOP`,
    URBAN,
    POLICE,
    HEALTH,
  ].map((code) => [code, unit(code)]),
);

const item = (code: string, more: Partial<ListedItem> = {}): ListedItem => ({
  code,
  id: `zhengzhou-${code}`,
  title: `事项 ${code}`,
  responsibility: 'ASSIST',
  severity: 'NORMAL',
  leadFunction: 'URBAN_MANAGEMENT',
  guidingFunction: 'URBAN_MANAGEMENT',
  article: '条例第十四条',
  ...more,
});

export const ITEMS: ReadonlyMap<string, ListedItem> = new Map(
  [
    item('MANHOLE'),
    item('PUBLICITY', { responsibility: 'PRIMARY' }),
    item('FLOOD', { responsibility: 'PRIMARY', severity: 'URGENT' }),
  ].map((row) => [row.code, row]),
);

const calendars = new Map<Pack, WorkingCalendar>();

function calendarOf(rules: Pack): WorkingCalendar {
  const calendar = calendars.get(rules) ?? createWorkingCalendar(rules);
  calendars.set(rules, calendar);
  return calendar;
}

export function circumstances(actor: Actor, now: Date, more: Partial<Circumstances> = {}): Circumstances {
  const rules = more.pack ?? pack;
  return {
    pack: rules,
    calendar: calendarOf(rules),
    actor,
    now,
    madeAt: now,
    idempotencyKey: null,
    salt: 'a salt of the tests',
    units: UNITS,
    items: ITEMS,
    grid: null,
    neighbours: [],
    other: null,
    files: new Map(),
    receiver: RECEIVER,
    receipt: RECEIPT,
    answer: '{}',
    ...more,
  };
}

/** The other side of a transfer, and a dossier as if both had signed it. */
export const RECEIVER: Receiver = {
  pack: packNamed('puyang'),
  division: OTHER_CITY,
  center: `${OTHER_CITY}-OPERATION`,
};
export const RECEIPT: TransferReceipt = { digest: 'd'.repeat(64), document: '{}' };
export const OFFER: TicketCommand = {
  type: 'transferOut',
  division: OTHER_CITY,
  reason: 'OUT_OF_TERRITORY',
  words: '事发地在濮阳',
};

export const aReport = (more: Partial<Report> = {}): Report => ({
  id: 'ticket-1',
  code: '41010020260302000001',
  division: VILLAGE,
  areas: areasOf(VILLAGE),
  grid: GRID,
  holder: `${TOWN}-TOWN`,
  source: 'PUBLIC_CHANNEL',
  channel: 'WECHAT',
  title: '井盖破损',
  text: '井盖破了',
  place: { address: '文化路', point: { longitude: 113.7, latitude: 34.8 } },
  topic: null,
  item: null,
  severity: 'NORMAL',
  reporter: {
    anonymous: false,
    subject: 'public',
    organization: null,
    maskedName: '王**',
    maskedPhone: '138****5678',
    sealedContact: 'v1.sealed',
  },
  foundAt: null,
  evidence: [],
  ...more,
});

export const reported = (more: Partial<Report> = {}, rules: Pack = pack): TicketState =>
  openTicket(aReport(more), circumstances(actors.passerBy, MORNING, { pack: rules })).state;

/** One command that must be decided; the state after it. */
export function after(
  state: TicketState,
  [actor, command]: readonly [Actor, TicketCommand],
  now: Date = MORNING,
  more: Partial<Circumstances> = {},
): TicketState {
  const decision = decide(state, command, circumstances(actor, now, more));
  if (decision.kind === 'REFUSED') throw new Error(`${command.type}: ${JSON.stringify(decision.refusal)}`);
  return decision.state;
}

export const attempt = (
  state: TicketState,
  [actor, command]: readonly [Actor, TicketCommand],
  now: Date = MORNING,
  more: Partial<Circumstances> = {},
): Decision => decide(state, command, circumstances(actor, now, more));

/** The kind of the refusal, or DECIDED. */
export function verdict(...args: Parameters<typeof attempt>): string {
  const decision = attempt(...args);
  return decision.kind === 'REFUSED' ? decision.refusal.kind : 'DECIDED';
}

/** A photo of the department's, taken where and when it should be. */
export const FILE: GivenFile = {
  id: '0c2f9a4e-6d0b-4a53-9a39-51e0c6b8a001',
  type: 'image/jpeg',
  size: 2_000,
  sha256: 'b'.repeat(64),
  uploadedBy: { subject: 'urban', organization: URBAN },
  claimed: { takenAt: MORNING, point: { longitude: 113.7, latitude: 34.8 } },
  recorded: { takenAt: null, point: null },
  expiresAt: null,
  elsewhere: false,
  alike: [],
};

export const EVIDENCE = [{ name: '照片', uri: 'object://1', sha256: null }];

export const ACCEPT: TicketCommand = {
  type: 'acceptTicket',
  itemCode: 'MANHOLE',
  severity: null,
  openingCondition: '属实',
  words: null,
};
export const ESCALATE: TicketCommand = { type: 'escalateTicket', words: '须部门办理' };
export const DISPATCH = {
  type: 'dispatchTicket',
  assignments: [
    { to: { unit: URBAN }, part: 'LEAD', instruction: '修复', limit: null, milestones: [] },
    { to: { unit: POLICE }, part: 'ASSIST', instruction: '疏导', limit: null, milestones: [] },
  ],
  limit: null,
  words: null,
} as const satisfies TicketCommand;
export const reportIn = (assignmentId: string): TicketCommand => ({ type: 'reportIn', assignmentId, words: null });
export const complete = (assignmentId: string, evidence: readonly Evidence[] = EVIDENCE): TicketCommand => ({
  type: 'completeAssignment',
  assignmentId,
  result: '已修复',
  evidence,
});
export const giveBack = (assignmentId: string, reason = 'NOT_OUR_DUTY'): TicketCommand => ({
  type: 'returnAssignment',
  assignmentId,
  reason,
  words: '非本单位职责',
});
export const FEED_BACK: TicketCommand = { type: 'giveFeedback', words: '已修复', contacted: true };
export const PASS: TicketCommand = {
  type: 'verifyTicket',
  passed: true,
  words: '属实',
  closingCondition: '井盖完好',
  satisfaction: 5,
  falseClosure: false,
};
export const FAIL: TicketCommand = { ...PASS, passed: false, closingCondition: null, words: '仍然破损' };
export const REOPEN: TicketCommand = { type: 'reopenTicket', words: '又坏了' };

/** A ticket in each stage of the loop, by the shortest way there. */
export const inAcceptance = reported();
export const inDispatch = after(after(inAcceptance, [actors.town, ACCEPT]), [actors.town, ESCALATE]);
export const inHandling = after(inDispatch, [actors.county, DISPATCH]);
export const inWork = after(after(inHandling, [actors.urban, reportIn('a1')]), [actors.police, reportIn('a2')]);
export const inFeedback = after(after(inWork, [actors.urban, complete('a1')]), [actors.police, complete('a2')]);
export const inVerification = after(inFeedback, [actors.county, FEED_BACK]);
export const isClosed = after(inVerification, [actors.county, PASS]);
