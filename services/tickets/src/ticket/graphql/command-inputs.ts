import type { Severity } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import type { AssignmentOrder, CommandName, CommandOf, TicketCommand } from '../domain/commands.ts';
import type { Evidence } from '../domain/ticket.ts';
import type { AssignmentPart, FieldFinding, OpinionPosition } from '../domain/vocabulary.ts';
import {
  type EvidenceGiven,
  evidenceProblems,
  type InputProblem,
  type TextRule,
  textProblems,
} from '../use-cases/check-text.ts';

/** Input of any ticket command as GraphQL has checked its types; the schema says which fields each has. */
export type CommandInput = {
  readonly ticketId?: string | null;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
  readonly madeAt?: Date | null;
  readonly words?: string | null;
  readonly result?: string | null;
  readonly reason?: string | null;
  readonly itemCode?: string | null;
  readonly severity?: Severity | null;
  readonly openingCondition?: string | null;
  readonly closingCondition?: string | null;
  readonly holder?: string | null;
  readonly target?: string | null;
  readonly assignmentId?: string | null;
  readonly deadlineId?: string | null;
  readonly supervisionId?: string | null;
  readonly gridId?: string | null;
  readonly limit?: Limit | null;
  readonly milestoneId?: string | null;
  readonly requestId?: string | null;
  readonly extendBy?: Limit | null;
  readonly until?: Date | null;
  readonly granted?: boolean | null;
  readonly into?: string | null;
  readonly orders?: readonly WhistleGiven[] | null;
  readonly invited?: readonly string[] | null;
  readonly online?: boolean | null;
  readonly venue?: string | null;
  readonly consultationId?: string | null;
  readonly position?: OpinionPosition | null;
  readonly kind?: string | null;
  readonly mediator?: string | null;
  readonly mediationId?: string | null;
  readonly agreed?: boolean | null;
  readonly route?: string | null;
  readonly fieldCheckId?: string | null;
  readonly finding?: FieldFinding | null;
  readonly assignments?: readonly AssignmentGiven[] | null;
  readonly evidence?: readonly EvidenceGiven[] | null;
  readonly private?: boolean | null;
  readonly contacted?: boolean | null;
  readonly passed?: boolean | null;
  readonly satisfaction?: number | null;
  readonly falseClosure?: boolean | null;
};

type WhistleGiven = {
  readonly organization: string;
  readonly instruction?: string | null;
  readonly limit?: Limit | null;
};

export type AssignmentGiven = {
  readonly organization?: string | null;
  readonly gridStaff?: boolean | null;
  readonly part: AssignmentPart;
  readonly instruction?: string | null;
  readonly limit?: Limit | null;
  readonly milestones?: readonly MilestoneGiven[] | null;
};

type MilestoneGiven = { readonly title: string; readonly limit: Limit };

const text = (value: string | null | undefined): string => value?.trim() ?? '';
const textOrNull = (value: string | null | undefined): string | null => value?.trim() || null;

const toEvidence = (given: readonly EvidenceGiven[] | null | undefined): readonly Evidence[] =>
  (given ?? []).map(({ name, uri, sha256 }) => ({ name, uri, sha256: sha256 ?? null }));

const toOrder = ({
  organization,
  gridStaff,
  part,
  instruction,
  limit,
  milestones,
}: AssignmentGiven): AssignmentOrder => ({
  to: gridStaff ? 'GRID_STAFF' : { unit: text(organization) },
  part,
  instruction: text(instruction),
  limit: limit ?? null,
  milestones: (milestones ?? []).map(({ title, limit: within }) => ({ title: text(title), limit: within })),
});

/** Commands that come through the graph; the others are the platform's own. */
export type GraphCommand = Exclude<
  CommandName,
  'reportTicket' | 'locateTicket' | 'succeedUnit' | 'passTime' | 'openJointCase'
>;

type Readers = { readonly [C in GraphCommand]: (input: CommandInput) => Omit<CommandOf<C>, 'type'> };

const words = (input: CommandInput) => ({ words: text(input.words) });
const assignmentId = (input: CommandInput) => ({ assignmentId: text(input.assignmentId) });
const supervisionId = (input: CommandInput) => ({ supervisionId: text(input.supervisionId) });

/** The schema demands both; a reader only has to be total. */
const NO_LIMIT: Limit = { amount: 0, unit: 'WORKING_DAY' };
const NEVER = new Date(0);

const READERS: Readers = {
  acceptTicket: (input) => ({
    itemCode: textOrNull(input.itemCode),
    severity: input.severity ?? null,
    openingCondition: textOrNull(input.openingCondition),
    words: textOrNull(input.words),
  }),
  declineTicket: (input) => ({ reason: text(input.reason), ...words(input) }),
  solveOnSpot: (input) => ({
    itemCode: textOrNull(input.itemCode),
    result: text(input.result),
    evidence: toEvidence(input.evidence),
  }),
  escalateTicket: words,
  assignDown: (input) => ({ holder: text(input.holder), words: textOrNull(input.words) }),
  dispatchTicket: (input) => ({
    assignments: (input.assignments ?? []).map(toOrder),
    limit: input.limit ?? null,
    words: textOrNull(input.words),
  }),
  reportIn: (input) => ({ ...assignmentId(input), words: textOrNull(input.words) }),
  returnAssignment: (input) => ({ ...assignmentId(input), reason: text(input.reason), ...words(input) }),
  refuseOffList: (input) => ({ ...assignmentId(input), ...words(input) }),
  noteProgress: (input) => ({
    ...assignmentId(input),
    ...words(input),
    private: input.private ?? false,
    evidence: toEvidence(input.evidence),
  }),
  completeAssignment: (input) => ({
    ...assignmentId(input),
    result: text(input.result),
    evidence: toEvidence(input.evidence),
  }),
  completeMilestone: (input) => ({
    ...assignmentId(input),
    milestoneId: text(input.milestoneId),
    ...words(input),
    evidence: toEvidence(input.evidence),
  }),
  requestExtension: (input) => ({ ...assignmentId(input), ...words(input), extendBy: input.extendBy ?? NO_LIMIT }),
  requestSuspension: (input) => ({
    ...assignmentId(input),
    until: input.until ?? NEVER,
    reason: text(input.reason),
    ...words(input),
  }),
  decideTimeRequest: (input) => ({
    requestId: text(input.requestId),
    granted: input.granted ?? false,
    ...words(input),
  }),
  resumeAssignment: (input) => ({ ...assignmentId(input), ...words(input) }),
  mergeTicket: (input) => ({ into: text(input.into), ...words(input) }),
  whistle: (input) => ({
    orders: (input.orders ?? []).map(({ organization, instruction, limit }) => ({
      unit: text(organization),
      instruction: text(instruction),
      limit: limit ?? null,
    })),
    ...words(input),
  }),
  openConsultation: (input) => ({
    invited: (input.invited ?? []).map(text),
    online: input.online ?? true,
    venue: textOrNull(input.venue),
    ...words(input),
  }),
  giveOpinion: (input) => ({
    consultationId: text(input.consultationId),
    position: input.position ?? 'COMMENT',
    ...words(input),
  }),
  decideConsultation: (input) => ({
    consultationId: text(input.consultationId),
    assignments: (input.assignments ?? []).map(toOrder),
    limit: input.limit ?? null,
    ...words(input),
    evidence: toEvidence(input.evidence),
  }),
  startMediation: (input) => ({
    ...assignmentId(input),
    kind: text(input.kind),
    mediator: text(input.mediator),
    ...words(input),
  }),
  endMediation: (input) => ({
    mediationId: text(input.mediationId),
    agreed: input.agreed ?? false,
    ...words(input),
    evidence: toEvidence(input.evidence),
  }),
  guideToLegalRoute: (input) => ({ ...assignmentId(input), route: text(input.route), ...words(input) }),
  requestFieldCheck: words,
  answerFieldCheck: (input) => ({
    fieldCheckId: text(input.fieldCheckId),
    finding: input.finding ?? 'DIFFERENT',
    ...words(input),
    evidence: toEvidence(input.evidence),
  }),
  declareEmergency: words,
  standDown: words,
  giveFeedback: (input) => ({ ...words(input), contacted: input.contacted ?? false }),
  verifyTicket: (input) => ({
    passed: input.passed ?? false,
    ...words(input),
    closingCondition: textOrNull(input.closingCondition),
    satisfaction: input.satisfaction ?? null,
    falseClosure: input.falseClosure ?? false,
  }),
  reopenTicket: words,
  explainLateness: (input) => ({ deadlineId: text(input.deadlineId), ...words(input) }),
  superviseTicket: (input) => ({ target: text(input.target), ...words(input) }),
  answerSupervision: (input) => ({ ...supervisionId(input), ...words(input), evidence: toEvidence(input.evidence) }),
  settleSupervision: (input) => ({ ...supervisionId(input), ...words(input) }),
  failSupervision: (input) => ({ ...supervisionId(input), ...words(input) }),
  voidTicket: words,
};

export const GRAPH_COMMANDS = Object.keys(READERS) as readonly GraphCommand[];

export const toCommand = (type: GraphCommand, input: CommandInput): TicketCommand =>
  ({ type, ...READERS[type](input) }) as TicketCommand;

const TEXT_RULES: readonly (TextRule & { readonly field: keyof CommandInput })[] = [
  { field: 'words', label: '说明', max: 4_000, lines: true },
  { field: 'result', label: '办理结果', max: 4_000, lines: true },
  { field: 'openingCondition', label: '立案条件', max: 500 },
  { field: 'closingCondition', label: '结案条件', max: 500 },
  { field: 'venue', label: '地点或链接', max: 300 },
  { field: 'mediator', label: '调解组织或调解员', max: 100 },
  { field: 'idempotencyKey', label: '幂等键', max: 120 },
];

/** Fields that the schema demands may still be blank. */
const REQUIRED_WORDS: ReadonlySet<GraphCommand> = new Set<GraphCommand>([
  'declineTicket',
  'escalateTicket',
  'returnAssignment',
  'refuseOffList',
  'noteProgress',
  'completeMilestone',
  'requestExtension',
  'requestSuspension',
  'decideTimeRequest',
  'resumeAssignment',
  'mergeTicket',
  'whistle',
  'openConsultation',
  'giveOpinion',
  'decideConsultation',
  'startMediation',
  'endMediation',
  'guideToLegalRoute',
  'requestFieldCheck',
  'answerFieldCheck',
  'declareEmergency',
  'standDown',
  'giveFeedback',
  'verifyTicket',
  'reopenTicket',
  'explainLateness',
  'superviseTicket',
  'answerSupervision',
  'settleSupervision',
  'failSupervision',
  'voidTicket',
]);
const REQUIRED_RESULT: ReadonlySet<GraphCommand> = new Set<GraphCommand>(['solveOnSpot', 'completeAssignment']);

const LIMIT_AMOUNT_MAX = 3_660;

function limitProblems(limit: Limit | null | undefined, field: readonly string[]): readonly InputProblem[] {
  if (!limit || (limit.amount > 0 && limit.amount <= LIMIT_AMOUNT_MAX)) return [];
  return [{ code: 'INVALID_LIMIT', field, message: `时限应为 1 至 ${LIMIT_AMOUNT_MAX}` }];
}

const milestoneProblems = ({ title, limit }: MilestoneGiven, field: readonly string[]) => [
  ...textProblems(title, { field: 'title', label: '节点名称', max: 100, required: true }).map((problem) => ({
    ...problem,
    field: [...field, 'title'],
  })),
  ...limitProblems(limit, [...field, 'limit']),
];

const orderProblems = (given: AssignmentGiven, index: number) => {
  const { instruction, organization, gridStaff, limit, milestones } = given;
  const field = ['assignments', String(index)];
  return [
    ...textProblems(instruction, { field: 'instruction', label: '交办要求', max: 2_000, lines: true }).map(
      (problem) => ({
        ...problem,
        field: [...field, 'instruction'],
      }),
    ),
    ...(Boolean(organization) === Boolean(gridStaff)
      ? [{ code: 'ONE_ASSIGNEE', field, message: '承办单位与网格人员应当且只能选择一项' }]
      : []),
    ...limitProblems(limit, [...field, 'limit']),
    ...(milestones ?? []).flatMap((milestone, at) =>
      milestoneProblems(milestone, [...field, 'milestones', String(at)]),
    ),
  ];
};

const whistleProblems = ({ instruction, limit }: WhistleGiven, index: number) => [
  ...textProblems(instruction, { field: 'instruction', label: '要求', max: 2_000 }).map((problem) => ({
    ...problem,
    field: ['orders', String(index), 'instruction'],
  })),
  ...limitProblems(limit, ['orders', String(index), 'limit']),
];

/** What is wrong with the texts, limits and evidence of an input, whatever the ticket. */
export function inputProblems(type: GraphCommand, input: CommandInput, now: Date): readonly InputProblem[] {
  const required = (field: string): boolean =>
    (field === 'words' && REQUIRED_WORDS.has(type)) ||
    (field === 'result' && REQUIRED_RESULT.has(type)) ||
    (field === 'mediator' && type === 'startMediation');
  return [
    ...TEXT_RULES.flatMap((rule) =>
      textProblems(input[rule.field] as string | null, { ...rule, required: required(rule.field) }),
    ),
    ...evidenceProblems(input.evidence ?? []),
    ...limitProblems(input.limit, ['limit']),
    ...limitProblems(input.extendBy, ['extendBy']),
    ...(input.assignments ?? []).flatMap(orderProblems),
    ...(input.orders ?? []).flatMap(whistleProblems),
    ...(input.madeAt && input.madeAt > now
      ? [{ code: 'IN_THE_FUTURE', field: ['madeAt'], message: '作出时刻不能晚于现在' }]
      : []),
  ];
}
