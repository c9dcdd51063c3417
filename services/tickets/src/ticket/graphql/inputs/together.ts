import { assignmentId, type CommandReaders, evidence, text, textOrNull, toOrder, words } from './command-input.ts';

export const TOGETHER_INPUTS: CommandReaders<
  | 'whistle'
  | 'openConsultation'
  | 'giveOpinion'
  | 'decideConsultation'
  | 'startMediation'
  | 'endMediation'
  | 'guideToLegalRoute'
> = {
  whistle: {
    requires: ['words'],
    read: (input) => ({
      orders: (input.orders ?? []).map(({ organization, instruction, limit }) => ({
        unit: text(organization),
        instruction: text(instruction),
        limit: limit ?? null,
      })),
      ...words(input),
    }),
  },
  openConsultation: {
    requires: ['words'],
    read: (input) => ({
      invited: (input.invited ?? []).map(text),
      online: input.online ?? true,
      venue: textOrNull(input.venue),
      ...words(input),
    }),
  },
  giveOpinion: {
    requires: ['words'],
    read: (input) => ({
      consultationId: text(input.consultationId),
      position: input.position ?? 'COMMENT',
      ...words(input),
    }),
  },
  decideConsultation: {
    requires: ['words'],
    read: (input) => ({
      consultationId: text(input.consultationId),
      assignments: (input.assignments ?? []).map(toOrder),
      limit: input.limit ?? null,
      ...words(input),
      ...evidence(input),
    }),
  },
  startMediation: {
    requires: ['words', 'mediator'],
    read: (input) => ({
      ...assignmentId(input),
      kind: text(input.kind),
      mediator: text(input.mediator),
      ...words(input),
    }),
  },
  endMediation: {
    requires: ['words'],
    read: (input) => ({
      mediationId: text(input.mediationId),
      agreed: input.agreed ?? false,
      ...words(input),
      ...evidence(input),
    }),
  },
  guideToLegalRoute: {
    requires: ['words'],
    read: (input) => ({ ...assignmentId(input), route: text(input.route), ...words(input) }),
  },
};
