import { readFileSync } from 'node:fs';
import { ticketsEvents } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  aReport,
  attempt,
  BESIDE,
  circumstances,
  complete,
  DISPATCH,
  ESCALATE,
  EVIDENCE,
  FAIL,
  FEED_BACK,
  FILE,
  GRID,
  giveBack,
  hoursLater,
  inAcceptance,
  inDispatch,
  inFeedback,
  inHandling,
  inVerification,
  inWork,
  isClosed,
  MORNING,
  OFFER,
  PASS,
  POLICE,
  REOPEN,
  reported,
  reportIn,
  TOWN,
  URBAN,
} from '../../../test/ticket-story.ts';
import type { Actor } from '../domain/actor.ts';
import type { TicketCommand } from '../domain/commands.ts';
import { openTicket } from '../domain/open-ticket.ts';
import type { TicketState } from '../domain/ticket.ts';
import { eventDrafts } from './ticket-events.ts';

const LATE = hoursLater(240);
const supervised = after(inHandling, [actors.county, { type: 'superviseTicket', target: URBAN, words: '督办' }]);
const answered = after(supervised, [
  actors.urban,
  { type: 'answerSupervision', supervisionId: 's1', words: '在办', evidence: [] },
]);
const overdue = after(inHandling, [actors.system, { type: 'passTime' }], LATE);
const staffWork = after(after(inAcceptance, [actors.town, ACCEPT]), [
  actors.town,
  {
    type: 'dispatchTicket',
    assignments: [{ to: 'GRID_STAFF', part: 'LEAD', instruction: '看护', limit: null, milestones: [] }],
    limit: null,
    words: null,
  },
]);

const milestoned = after(
  after(inDispatch, [
    actors.county,
    {
      ...DISPATCH,
      assignments: DISPATCH.assignments.map((order) => ({
        ...order,
        milestones: [{ title: '围挡', limit: { amount: 4, unit: 'URGENT_HOUR' } as const }],
      })),
    },
  ]),
  [actors.urban, reportIn('a1')],
);
const asked = after(inWork, [
  actors.urban,
  { type: 'requestSuspension', assignmentId: 'a1', until: hoursLater(48), reason: 'EXPERT_OPINION', words: '送检' },
]);
const suspended = after(asked, [
  actors.county,
  { type: 'decideTimeRequest', requestId: 't1', granted: true, words: '同意' },
]);

const CONVENE: TicketCommand = {
  type: 'openConsultation',
  invited: [URBAN, POLICE],
  online: true,
  venue: null,
  words: '暴雨',
};
const conferring = after(inDispatch, [actors.county, CONVENE]);
const MEDIATE: TicketCommand = {
  type: 'startMediation',
  assignmentId: 'a1',
  kind: 'PEOPLES',
  mediator: '王调解员',
  words: '暴雨',
};
const MEDIATED: TicketCommand = { type: 'endMediation', mediationId: 'm1', agreed: false, words: '暴雨', evidence: [] };
const APPEAL: TicketCommand = {
  type: 'appealWarning',
  warning: { of: 'SUPERVISION', id: 's1' },
  reason: 'FORCE_MAJEURE',
  words: '暴雨',
  evidence: EVIDENCE,
};
const REJECT: TicketCommand = {
  type: 'reviewAppeal',
  appealId: 'p1',
  outcome: 'REJECTED',
  words: '暴雨',
  evidence: EVIDENCE,
};
const contested = after(supervised, [actors.urban, APPEAL]);
const declined = after(inAcceptance, [actors.town, { type: 'declineTicket', reason: 'UNCLEAR', words: '无法核实' }]);
const complained = after(declined, [actors.reporter, { type: 'appealDecline', words: '暴雨' }]);
const mediating = after(inWork, [actors.urban, MEDIATE]);

const offered = after(after(inDispatch, [actors.county, ESCALATE]), [actors.city, OFFER]);
const TAKE: TicketCommand = { type: 'acceptTransfer', transferId: 'x1', words: '暴雨' };
const LEAVE: TicketCommand = { type: 'declineTransfer', transferId: 'x1', reason: 'OUT_OF_TERRITORY', words: '暴雨' };

const takenOver = after(offered, [actors.otherCity, TAKE]);
const REDACT: TicketCommand = {
  type: 'redactTicket',
  fragments: ['井盖'],
  evidenceUris: [],
  reason: 'PERSONAL_DATA',
  words: '暴雨',
};
const ASKING = { asking: new Map([['x1', 'v1.asked']]) };

/** A command that says each verb. */
const SAID_BY: Readonly<Record<string, readonly [TicketState, Actor, TicketCommand, Date?]>> = {
  accepted: [inAcceptance, actors.town, ACCEPT],
  declined: [inAcceptance, actors.town, { type: 'declineTicket', reason: 'UNCLEAR', words: '无法核实' }],
  'transfer-offered': [after(inDispatch, [actors.county, ESCALATE]), actors.city, OFFER],
  transferred: [offered, actors.otherCity, TAKE],
  'transfer-declined': [offered, actors.otherCity, LEAVE],
  'transfer-completed': [
    takenOver,
    actors.system,
    { type: 'completeTransfer', transferId: 'x1', code: '41090020260302000009' },
  ],
  'redaction-requested': [takenOver, actors.city, REDACT],
  'redaction-answered': [
    after(takenOver, [actors.city, REDACT], MORNING, ASKING),
    actors.otherCity,
    { type: 'acceptRedactionRequest', requestId: 'q1', reason: 'PERSONAL_DATA', words: '暴雨' },
  ],
  located: [reported({ grid: null }), actors.system, { type: 'locateTicket' }],
  escalated: [inAcceptance, actors.town, ESCALATE],
  'assigned-down': [inDispatch, actors.county, { type: 'assignDown', holder: `${TOWN}-TOWN`, words: null }],
  'handed-over': [inAcceptance, actors.town, { type: 'handOverAtBorder', words: '暴雨' }],
  dispatched: [inDispatch, actors.county, DISPATCH],
  'reported-in': [inHandling, actors.urban, reportIn('a1')],
  returned: [inHandling, actors.urban, giveBack('a1')],
  refused: [staffWork, actors.worker, { type: 'refuseOffList', assignmentId: 'a1', words: '清单外' }],
  progressed: [
    inWork,
    actors.urban,
    { type: 'noteProgress', assignmentId: 'a1', words: '在办', private: false, evidence: [] },
  ],
  completed: [inWork, actors.urban, complete('a1')],
  'milestone-completed': [
    milestoned,
    actors.urban,
    { type: 'completeMilestone', assignmentId: 'a1', milestoneId: 'a1.m1', words: '已围挡', evidence: EVIDENCE },
  ],
  'time-requested': [
    inWork,
    actors.urban,
    { type: 'requestExtension', assignmentId: 'a1', extendBy: { amount: 1, unit: 'WORKING_DAY' }, words: '暴雨' },
  ],
  'time-decided': [asked, actors.county, { type: 'decideTimeRequest', requestId: 't1', granted: true, words: '同意' }],
  resumed: [suspended, actors.urban, { type: 'resumeAssignment', assignmentId: 'a1', words: '已检' }],
  merged: [inAcceptance, actors.town, { type: 'mergeTicket', into: '41010020260302000002', words: '暴雨' }],
  whistled: [
    after(inAcceptance, [actors.town, ACCEPT]),
    actors.town,
    { type: 'whistle', orders: [{ unit: URBAN, instruction: '到场', limit: null }], words: '暴雨' },
  ],
  'joint-case-opened': [inDispatch, actors.system, { type: 'passTime' }, LATE],
  'consultation-opened': [inDispatch, actors.county, CONVENE],
  'opinion-given': [
    conferring,
    actors.urban,
    { type: 'giveOpinion', consultationId: 'c1', position: 'LEAD', words: '暴雨' },
  ],
  'consultation-decided': [
    conferring,
    actors.county,
    { ...DISPATCH, type: 'decideConsultation', consultationId: 'c1', evidence: EVIDENCE, words: '暴雨' },
  ],
  'mediation-started': [inWork, actors.urban, MEDIATE],
  'mediation-ended': [mediating, actors.urban, MEDIATED],
  guided: [
    after(mediating, [actors.urban, MEDIATED]),
    actors.urban,
    { type: 'guideToLegalRoute', assignmentId: 'a1', route: 'ARBITRATION', words: '暴雨' },
  ],
  'field-check-requested': [inAcceptance, actors.town, { type: 'requestFieldCheck', words: '暴雨' }],
  'field-checked': [
    after(inAcceptance, [actors.town, { type: 'requestFieldCheck', words: '暴雨' }]),
    actors.worker,
    { type: 'answerFieldCheck', fieldCheckId: 'f1', finding: 'CONFIRMED', words: '暴雨', evidence: [] },
  ],
  'emergency-declared': [inHandling, actors.county, { type: 'declareEmergency', words: '暴雨' }],
  'stood-down': [
    after(inHandling, [actors.county, { type: 'declareEmergency', words: '暴雨' }]),
    actors.county,
    { type: 'standDown', words: '暴雨' },
  ],
  'fed-back': [inFeedback, actors.county, FEED_BACK],
  verified: [inVerification, actors.county, PASS],
  reworked: [inVerification, actors.county, FAIL],
  reopened: [isClosed, actors.reporter, REOPEN],
  succeeded: [inHandling, actors.system, { type: 'succeedUnit', from: URBAN, to: `${TOWN}-TOWN` }],
  reminded: [inAcceptance, actors.system, { type: 'passTime' }, hoursLater(4.5)],
  late: [inAcceptance, actors.system, { type: 'passTime' }, LATE],
  'deadlines-recomputed': [inHandling, actors.system, { type: 'recomputeDeadlines', rules: '0a1b2c3d4e5f' }],
  explained: [
    overdue,
    actors.urban,
    {
      type: 'explainLateness',
      deadlineId: overdue.deadlines.find(({ unit, kind }) => unit === URBAN && kind === 'HANDLE')?.id ?? '',
      words: '暴雨',
    },
    LATE,
  ],
  supervised: [inHandling, actors.county, { type: 'superviseTicket', target: URBAN, words: '督办' }],
  'supervision-answered': [
    supervised,
    actors.urban,
    { type: 'answerSupervision', supervisionId: 's1', words: '在办', evidence: [] },
  ],
  'supervision-settled': [answered, actors.county, { type: 'settleSupervision', supervisionId: 's1', words: '落实' }],
  'supervision-failed': [answered, actors.county, { type: 'failSupervision', supervisionId: 's1', words: '未落实' }],
  referred: [answered, actors.county, { type: 'failSupervision', supervisionId: 's1', words: '未落实' }],
  appealed: [supervised, actors.urban, APPEAL],
  'appeal-reviewed': [contested, actors.colleague, REJECT],
  'appealed-further': [
    after(contested, [actors.colleague, REJECT]),
    actors.urban,
    { type: 'appealFurther', appealId: 'p1', words: '暴雨', evidence: [] },
  ],
  'decline-appealed': [declined, actors.reporter, { type: 'appealDecline', words: '暴雨' }],
  'decline-appeal-decided': [
    complained,
    actors.county,
    { type: 'decideDeclineAppeal', appealId: 'p1', upheld: true, assignBack: false, reason: null, words: '暴雨' },
  ],
  'evidence-doubted': [
    inWork,
    actors.urban,
    complete('a1', [{ name: '照片', uri: `evidence:${FILE.id}`, sha256: null }]),
  ],
  supplemented: [inWork, actors.reporter, { type: 'supplementReport', words: '又塌了一块', evidence: [] }],
  voided: [inHandling, actors.county, { type: 'voidTicket', words: '重复' }],
};

function draftsOf(verb: string) {
  const said = SAID_BY[verb];
  if (!said) {
    const opened = openTicket(aReport(), circumstances(actors.passerBy, MORNING));
    return eventDrafts(opened.state, opened.announcements);
  }
  const [state, actor, command, now] = said;
  const decision = attempt(state, [actor, command], now, {
    grid: { locateTicket: GRID, handOverAtBorder: BESIDE }[command.type as string] ?? null,
    neighbours: [BESIDE],
    ...ASKING,
    files: new Map([[FILE.id, { ...FILE, elsewhere: true }]]),
    other: command.type === 'mergeTicket' ? { ...inHandling, code: '41010020260302000002' } : null,
  });
  if (decision.kind === 'REFUSED') throw new Error(`${verb}: ${decision.refusal.kind}`);
  return eventDrafts(decision.state, decision.announcements);
}

const verbs = ticketsEvents.map((event) => [event.type.split('.')[3] ?? '', event] as const);

/** Keys of an event's detail, which is what its fixture and the real thing have to share. */
const keysOf = (data: unknown): string[] => Object.keys((data as { detail: object }).detail).sort();

describe('ticket events', () => {
  it.each(verbs)('%s is what the contract says', (verb, event) => {
    const draft = draftsOf(verb).find(({ type }) => type === event.type);
    expect(event.data.safeParse(draft?.data).error).toBeUndefined();
  });

  it.each(verbs)('%s says what its fixture shows', (verb, { type }) => {
    const url = new URL(
      `../../../../../packages/contracts/src/events/tickets/fixtures/ticket-${verb}.json`,
      import.meta.url,
    );
    const fixture = JSON.parse(readFileSync(url, 'utf8'));
    expect(keysOf(draftsOf(verb).find((draft) => draft.type === type)?.data)).toEqual(keysOf(fixture.data));
  });

  it.each(verbs)('%s carries no words, names or contacts', (verb) => {
    const text = JSON.stringify(draftsOf(verb));
    for (const secret of ['井盖', '王', '138', 'sealed', '暴雨', '督办', '未落实']) expect(text).not.toContain(secret);
  });
});
