import type { GraphCommand } from '../../ticket/graphql/inputs/read-command.ts';

/** Commands that a person in the field may have given without a network, besides reporting; each has a field of its name in an entry. */
export const FIELD_COMMANDS = [
  'solveOnSpot',
  'answerFieldCheck',
  'declareEmergency',
  'reportIn',
  'returnAssignment',
  'refuseOffList',
  'noteProgress',
  'completeMilestone',
  'completeAssignment',
  'requestExtension',
  'requestSuspension',
  'resumeAssignment',
  'startMediation',
  'endMediation',
  'guideToLegalRoute',
  'giveFeedback',
] as const satisfies readonly GraphCommand[];

export type FieldCommand = (typeof FIELD_COMMANDS)[number];
