import type { Limit } from '@gridlink/jurisdiction';
import { evidenceProblems, type InputProblem, type TextRule, textProblems } from '../../use-cases/check-text.ts';
import { warningProblems } from './appeals.ts';
import type { AssignmentGiven, CommandInput, MilestoneGiven, WhistleGiven } from './command-input.ts';
import { type GraphCommand, READERS } from './read-command.ts';

const TEXT_RULES: readonly (TextRule & { readonly field: keyof CommandInput })[] = [
  { field: 'words', label: '说明', max: 4_000, lines: true },
  { field: 'result', label: '办理结果', max: 4_000, lines: true },
  { field: 'openingCondition', label: '立案条件', max: 500 },
  { field: 'conditionId', label: '条件编号', max: 40 },
  { field: 'closingCondition', label: '结案条件', max: 500 },
  { field: 'venue', label: '地点或链接', max: 300 },
  { field: 'mediator', label: '调解组织或调解员', max: 100 },
  { field: 'idempotencyKey', label: '幂等键', max: 120 },
];

const LIMIT_AMOUNT_MAX = 3_660;

function limitProblems(limit: Limit | null | undefined, field: readonly string[]): readonly InputProblem[] {
  if (!limit || (limit.amount > 0 && limit.amount <= LIMIT_AMOUNT_MAX)) return [];
  return [{ code: 'INVALID_LIMIT', field, message: `时限应为 1 至 ${LIMIT_AMOUNT_MAX}` }];
}

const milestoneProblems = ({ title, limit }: MilestoneGiven, field: readonly string[]) => [
  ...textProblems(title, { field: 'title', label: '节点名称', max: 100, required: true }, [...field, 'title']),
  ...limitProblems(limit, [...field, 'limit']),
];

const orderProblems = (given: AssignmentGiven, index: number) => {
  const { instruction, organization, gridStaff, limit, milestones } = given;
  const field = ['assignments', String(index)];
  return [
    ...textProblems(instruction, { field: 'instruction', label: '交办要求', max: 2_000, lines: true }, [
      ...field,
      'instruction',
    ]),
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
  ...textProblems(instruction, { field: 'instruction', label: '要求', max: 2_000 }, [
    'orders',
    String(index),
    'instruction',
  ]),
  ...limitProblems(limit, ['orders', String(index), 'limit']),
];

const MOST_FRAGMENTS = 50;

/** What is wrong with a list of what is to be taken out of a record. */
export const fragmentProblems = (field: string, list: readonly string[]): readonly InputProblem[] =>
  list.length > MOST_FRAGMENTS
    ? [{ code: 'TOO_MANY', field: [field], message: `一次最多 ${MOST_FRAGMENTS} 项` }]
    : list.flatMap((one, index) =>
        textProblems(one, { field, label: '需要隐去的内容', max: 500, required: true, lines: true }, [
          field,
          String(index),
        ]),
      );

const redactionProblems = ({ fragments, evidenceUris }: CommandInput): readonly InputProblem[] => [
  ...fragmentProblems('fragments', fragments ?? []),
  ...fragmentProblems('evidenceUris', evidenceUris ?? []),
];

/** What is wrong with the texts, limits and evidence of an input, whatever the ticket. */
export function inputProblems(type: GraphCommand, input: CommandInput, now: Date): readonly InputProblem[] {
  const required: readonly string[] = READERS[type].requires;
  return [
    ...TEXT_RULES.flatMap((rule) =>
      textProblems(input[rule.field] as string | null, { ...rule, required: required.includes(rule.field) }),
    ),
    ...evidenceProblems(input.evidence ?? []),
    ...(type === 'appealWarning' ? warningProblems(input) : []),
    ...(type === 'redactTicket' ? redactionProblems(input) : []),
    ...limitProblems(input.limit, ['limit']),
    ...limitProblems(input.extendBy, ['extendBy']),
    ...(input.assignments ?? []).flatMap(orderProblems),
    ...(input.orders ?? []).flatMap(whistleProblems),
    ...(input.madeAt && input.madeAt > now
      ? [{ code: 'IN_THE_FUTURE', field: ['madeAt'], message: '作出时刻不能晚于现在' }]
      : []),
  ];
}
