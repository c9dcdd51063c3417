import type { Seeded } from '../seeded.ts';
import type { Desks } from './desk.ts';
import { give, lookUp, type TicketView } from './ticket-commands.ts';

/** How far a matter of the demonstration gets. */
export type Ending =
  | 'REPORTED'
  | 'DECLINED'
  | 'ACCEPTED'
  | 'OFFERED'
  | 'WORKING'
  | 'COMPLETED'
  | 'FED_BACK'
  | 'CLOSED'
  | 'REWORKED'
  | 'SUPERVISED';

/** Shares of a hundred matters, in the order they are drawn. */
const SHARES: ReadonlyArray<readonly [Ending, number]> = [
  ['REPORTED', 12],
  ['DECLINED', 4],
  ['ACCEPTED', 10],
  ['OFFERED', 12],
  ['WORKING', 14],
  ['COMPLETED', 8],
  ['FED_BACK', 8],
  ['CLOSED', 20],
  ['REWORKED', 4],
  ['SUPERVISED', 8],
];

export function drawEnding(chance: Seeded): Ending {
  let left = chance.int(1, 100);
  for (const [ending, share] of SHARES) {
    left -= share;
    if (left <= 0) return ending;
  }
  return 'REPORTED';
}

/** What one matter needs to know of its surroundings. */
export type Matter = {
  readonly code: string;
  readonly jurisdiction: string;
  readonly itemCode: string;
  /** 12-digit codes. */
  readonly town: string;
  readonly county: string;
  /** Organization codes. */
  readonly lead: string;
  readonly assist: string | undefined;
  readonly declineReason: string;
};

/** Login names of the desks a matter comes across. */
export const deskNames = (matter: Pick<Matter, 'jurisdiction' | 'town' | 'county'>) => ({
  town: `${matter.jurisdiction}-town-${matter.town.slice(0, 9)}`,
  county: `${matter.jurisdiction}-county-${matter.county.slice(0, 6)}`,
  unit: (organization: string): string => {
    const [division = '', bodyFunction = ''] = organization.split('-');
    return `${matter.jurisdiction}-${bodyFunction.toLowerCase().replaceAll('_', '-')}-${division.replace(/0+$/, '').padEnd(4, '0')}`;
  },
});

const PHOTO = {
  name: '处置后.jpg',
  uri: 'urn:gridlink:demo:after.jpg',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

type Step = (ticket: TicketView, matter: Matter, desks: Desks) => Promise<TicketView>;

const accept: Step = (ticket, matter, desks) =>
  give(desks.at(deskNames(matter).town), 'acceptTicket', {
    ticketId: ticket.id,
    itemCode: matter.itemCode,
    words: '情况属实，予以受理',
  });

const decline: Step = (ticket, matter, desks) =>
  give(desks.at(deskNames(matter).town), 'declineTicket', {
    ticketId: ticket.id,
    reason: matter.declineReason,
    words: '经核实不属于网格服务管理事项，已告知反映人其他渠道',
  });

/** The town whistles: it escalates to the county where the departments are, and the county dispatches to them. */
const dispatch: Step = async (ticket, matter, desks) => {
  const names = deskNames(matter);
  const above = await give(desks.at(names.town), 'escalateTicket', {
    ticketId: ticket.id,
    words: '需县级部门处置，提请分流',
  });
  return give(desks.at(names.county), 'dispatchTicket', {
    ticketId: above.id,
    words: '请按职责处置并反馈',
    assignments: [
      { organization: matter.lead, part: 'LEAD' },
      ...(matter.assist ? [{ organization: matter.assist, part: 'ASSIST' }] : []),
    ],
  });
};

const eachAssignment =
  (
    state: string,
    act: (
      ticket: TicketView,
      assignment: TicketView['assignments'][number],
      matter: Matter,
      desks: Desks,
    ) => Promise<TicketView>,
  ): Step =>
  async (ticket, matter, desks) => {
    let current = ticket;
    for (const assignment of ticket.assignments.filter((candidate) => candidate.state === state)) {
      current = await act(current, assignment, matter, desks);
    }
    return current;
  };

const reportIn = eachAssignment('OFFERED', (ticket, assignment, matter, desks) =>
  give(desks.at(deskNames(matter).unit(assignment.unit.code)), 'reportIn', {
    ticketId: ticket.id,
    assignmentId: assignment.id,
  }),
);

const complete = eachAssignment('WORKING', (ticket, assignment, matter, desks) =>
  give(desks.at(deskNames(matter).unit(assignment.unit.code)), 'completeAssignment', {
    ticketId: ticket.id,
    assignmentId: assignment.id,
    result: '已现场处置完毕，隐患消除',
    evidence: [PHOTO],
  }),
);

const feedBack: Step = (ticket, matter, desks) =>
  give(desks.at(deskNames(matter).unit(matter.lead)), 'giveFeedback', {
    ticketId: ticket.id,
    words: '您反映的问题已经处置完毕，感谢您的监督',
    contacted: true,
  });

const verify =
  (passed: boolean): Step =>
  (ticket, matter, desks) =>
    give(desks.at(deskNames(matter).county), 'verifyTicket', {
      ticketId: ticket.id,
      passed,
      words: passed ? '现场核查属实，反映人满意' : '现场核查发现问题依旧，退回重办',
      ...(passed ? { satisfaction: 5, closingCondition: '现场恢复原状' } : {}),
    });

const supervise: Step = (ticket, matter, desks) =>
  give(desks.at(`${matter.jurisdiction}-city`), 'superviseTicket', {
    ticketId: ticket.id,
    target: matter.lead,
    words: '请限期处置并书面回复',
  });

const WAYS: Readonly<Record<Ending, readonly Step[]>> = {
  REPORTED: [],
  DECLINED: [decline],
  ACCEPTED: [accept],
  OFFERED: [accept, dispatch],
  WORKING: [accept, dispatch, reportIn],
  COMPLETED: [accept, dispatch, reportIn, complete],
  FED_BACK: [accept, dispatch, reportIn, complete, feedBack],
  CLOSED: [accept, dispatch, reportIn, complete, feedBack, verify(true)],
  REWORKED: [accept, dispatch, reportIn, complete, feedBack, verify(false)],
  SUPERVISED: [accept, dispatch, supervise],
};

/** Works a matter as far as its ending; everything is done by its own desk through the graph. */
export async function workMatter(matter: Matter, ending: Ending, desks: Desks): Promise<string> {
  const ticket = await lookUp(desks.at(deskNames(matter).town), matter.code);
  if (!ticket) throw new Error(`the town's desk does not see ${matter.code}`);
  let current = ticket;
  for (const step of WAYS[ending]) current = await step(current, matter, desks);
  return current.stage;
}
