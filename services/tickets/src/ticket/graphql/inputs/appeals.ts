import type { WarningId } from '../../domain/commands.ts';
import type { InputProblem } from '../../use-cases/check-text.ts';
import {
  type CommandInput,
  type CommandReaders,
  evidence,
  text,
  textOrNull,
  WORDS_ALONE,
  words,
} from './command-input.ts';

/** What is contested is named by one of three identifiers. */
function warningsNamed({ deadlineId, supervisionId, verificationId }: CommandInput): readonly WarningId[] {
  const named = { DEADLINE: deadlineId, SUPERVISION: supervisionId, VERIFICATION: verificationId };
  return (Object.entries(named) as [WarningId['of'], CommandInput['deadlineId']][])
    .map(([of, id]) => ({ of, id: text(id) }))
    .filter(({ id }) => id !== '');
}

export const warningProblems = (input: CommandInput): readonly InputProblem[] =>
  warningsNamed(input).length === 1
    ? []
    : [
        {
          code: 'ONE_WARNING',
          field: ['deadlineId'],
          message: '应当且只能指明一项：逾期的时限、督办或者未通过的核查',
        },
      ];

const appealId = (input: CommandInput) => ({ appealId: text(input.appealId) });
const nothing: WarningId = { of: 'DEADLINE', id: '' };

export const APPEAL_INPUTS: CommandReaders<
  'appealWarning' | 'reviewAppeal' | 'appealFurther' | 'appealDecline' | 'decideDeclineAppeal'
> = {
  appealWarning: {
    requires: ['words'],
    read: (input) => ({
      warning: warningsNamed(input)[0] ?? nothing,
      reason: text(input.reason),
      ...words(input),
      ...evidence(input),
    }),
  },
  reviewAppeal: {
    requires: ['words'],
    read: (input) => ({
      ...appealId(input),
      outcome: input.outcome ?? 'REJECTED',
      ...words(input),
      ...evidence(input),
    }),
  },
  appealFurther: {
    requires: ['words'],
    read: (input) => ({ ...appealId(input), ...words(input), ...evidence(input) }),
  },
  appealDecline: WORDS_ALONE,
  decideDeclineAppeal: {
    requires: ['words'],
    read: (input) => ({
      ...appealId(input),
      upheld: input.upheld ?? false,
      assignBack: input.assignBack ?? false,
      reason: textOrNull(input.reason),
      ...words(input),
    }),
  },
};
