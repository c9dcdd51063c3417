import { deliberationMutations } from '../../deliberation/graphql/deliberation-mutation.ts';
import { deliberationQueries } from '../../deliberation/graphql/deliberation-query.ts';
import { deliberationTypeResolvers } from '../../deliberation/graphql/deliberation-types.ts';
import { publishedMinutesQueries } from '../../deliberation/graphql/published-minutes.ts';
import { dossierRegisterResolvers } from '../../dossier/graphql/dossier-resolvers.ts';
import {
  departmentExceptionsResolvers,
  exceptionMutations,
  exceptionQueries,
  exceptionUsedResolvers,
  listExceptionResolvers,
} from '../../exception/graphql/resolvers.ts';
import { exportQueries, listExportResolvers } from '../../export/graphql/export-resolvers.ts';
import {
  fieldBatchMutations,
  fieldBatchQueries,
  fieldBatchResolvers,
  fieldEntryResultResolvers,
} from '../../field-batch/graphql/field-batch-resolvers.ts';
import { figureMutationResolvers } from '../../figures/graphql/figure-mutation.ts';
import { figureQueryResolvers } from '../../figures/graphql/figure-query.ts';
import {
  periodReportMutations,
  periodReportQueries,
  periodReportResolvers,
} from '../../figures/graphql/period-report-resolvers.ts';
import { instructionMutations } from '../../instruction/graphql/instruction-mutation.ts';
import { instructionQueries } from '../../instruction/graphql/instruction-query.ts';
import {
  instructionReceiptResolvers,
  instructionResendResolvers,
  instructionResolvers,
  instructionStepResolvers,
} from '../../instruction/graphql/instruction-types.ts';
import { planResolvers } from '../../mode-plan/graphql/plan-resolvers.ts';
import {
  notificationMutationResolvers,
  notificationQueryResolvers,
  notificationResolvers,
} from '../../notification/graphql/notification-resolvers.ts';
import {
  mailPreferencesResolvers,
  preferenceMutationResolvers,
  preferenceQueryResolvers,
} from '../../preference/graphql/preference-resolvers.ts';
import { rehearsalQueries, rehearsedUnitResolvers } from '../../rehearsal/graphql/resolvers.ts';
import { routeRehearsalQueries, routeRehearsalResolvers } from '../../rehearsal/graphql/route-resolvers.ts';
import {
  replyTemplateMutations,
  replyTemplateQueries,
  replyTemplateResolvers,
} from '../../reply-template/graphql/reply-template-resolvers.ts';
import {
  deadlineChangeResolvers,
  revisedTicketResolvers,
  revisionMutations,
  revisionQueries,
  revisionResolvers,
} from '../../revision/graphql/resolvers.ts';
import {
  conditionResolvers,
  standardMutations,
  standardQueries,
  standardResolvers,
} from '../../standard/graphql/resolvers.ts';
import { publicSuggestionResolvers } from '../../suggestion/graphql/public-suggestion.ts';
import { makeSuggestionPayloadResolvers, suggestionMutations } from '../../suggestion/graphql/suggestion-mutation.ts';
import { suggestionQueries } from '../../suggestion/graphql/suggestion-query.ts';
import {
  suggestionAnswerResolvers,
  suggestionHandOnResolvers,
  suggestionResolvers,
  suggestionStepResolvers,
} from '../../suggestion/graphql/suggestion-types.ts';
import {
  webhookDeliveryResolvers,
  webhookMutationResolvers,
  webhookQueryResolvers,
  webhookResolvers,
} from '../../webhook/graphql/webhook-resolvers.ts';
import { COMMAND_NAMES } from '../domain/transitions.ts';
import { deadlineResolvers } from './deadline-type.ts';
import { mutationResolvers, reportPayloadResolvers } from './mutation.ts';
import { gridResolvers, organizationResolvers } from './neighbour-types.ts';
import { publicTicketResolvers } from './public-ticket.ts';
import { queryResolvers } from './query.ts';
import { incomingRedactionRequestResolvers } from './redaction-request.ts';
import {
  actorResolvers,
  alikeEvidenceResolvers,
  appealResolvers,
  appealReviewResolvers,
  assignmentResolvers,
  consultationResolvers,
  emergencyResolvers,
  evidenceResolvers,
  failedVerificationResolvers,
  handOverResolvers,
  heldTimeResolvers,
  jointCaseResolvers,
  mediationResolvers,
  opinionResolvers,
  referralResolvers,
  supervisionResolvers,
  ticketResolvers,
  timeRequestResolvers,
  timeShareResolvers,
} from './ticket-type.ts';
import { incomingTransferResolvers, transferResolvers } from './transfer.ts';

/** acceptTicket → ACCEPT_TICKET: the schema's enum values of the domain's command names. */
const enumValue = (command: string): string => command.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

export const resolvers = {
  TicketCommand: Object.fromEntries(COMMAND_NAMES.map((name) => [enumValue(name), name])),
  Query: {
    ...queryResolvers,
    ...fieldBatchQueries,
    ...exportQueries,
    ...replyTemplateQueries,
    ...instructionQueries,
    ...suggestionQueries,
    ...deliberationQueries,
    ...publishedMinutesQueries,
    ...planResolvers.Query,
    ...notificationQueryResolvers,
    ...preferenceQueryResolvers,
    ...webhookQueryResolvers,
    ...figureQueryResolvers,
    ...periodReportQueries,
    ...revisionQueries,
    ...standardQueries,
    ...exceptionQueries,
    ...rehearsalQueries,
    ...routeRehearsalQueries,
  },
  Mutation: {
    ...mutationResolvers,
    ...fieldBatchMutations,
    ...replyTemplateMutations,
    ...instructionMutations,
    ...suggestionMutations,
    ...deliberationMutations,
    ...planResolvers.Mutation,
    ...notificationMutationResolvers,
    ...preferenceMutationResolvers,
    ...webhookMutationResolvers,
    ...figureMutationResolvers,
    ...periodReportMutations,
    ...revisionMutations,
    ...standardMutations,
    ...exceptionMutations,
  },
  PeriodReport: periodReportResolvers,
  RehearsedUnit: rehearsedUnitResolvers,
  ...routeRehearsalResolvers,
  ListException: listExceptionResolvers,
  ListExport: listExportResolvers,
  ExceptionUsed: exceptionUsedResolvers,
  DepartmentExceptions: departmentExceptionsResolvers,
  HandlingStandard: standardResolvers,
  HandlingCondition: conditionResolvers,
  DeadlineRevision: revisionResolvers,
  RevisedTicket: revisedTicketResolvers,
  DeadlineChange: deadlineChangeResolvers,
  Notification: notificationResolvers,
  MailPreferences: mailPreferencesResolvers,
  Webhook: webhookResolvers,
  WebhookDelivery: webhookDeliveryResolvers,
  FieldBatch: fieldBatchResolvers,
  ReplyTemplate: replyTemplateResolvers,
  FieldEntryResult: fieldEntryResultResolvers,
  Ticket: ticketResolvers,
  PublicTicket: publicTicketResolvers,
  ReportTicketPayload: reportPayloadResolvers,
  Assignment: assignmentResolvers,
  Deadline: deadlineResolvers,
  Supervision: supervisionResolvers,
  TimeRequest: timeRequestResolvers,
  HeldTime: heldTimeResolvers,
  TimeShare: timeShareResolvers,
  JointCase: jointCaseResolvers,
  Consultation: consultationResolvers,
  ConsultationOpinion: opinionResolvers,
  Mediation: mediationResolvers,
  Emergency: emergencyResolvers,
  TicketAppeal: appealResolvers,
  AppealReview: appealReviewResolvers,
  FailedVerification: failedVerificationResolvers,
  TicketTransfer: transferResolvers,
  IncomingTransfer: incomingTransferResolvers,
  IncomingRedactionRequest: incomingRedactionRequestResolvers,
  DossierRegister: dossierRegisterResolvers,
  BorderHandOver: handOverResolvers,
  DisciplineReferral: referralResolvers,
  TicketEvidence: evidenceResolvers,
  AlikeEvidence: alikeEvidenceResolvers,
  TicketActor: actorResolvers,
  Instruction: instructionResolvers,
  InstructionReceipt: instructionReceiptResolvers,
  InstructionResend: instructionResendResolvers,
  InstructionStep: instructionStepResolvers,
  Suggestion: suggestionResolvers,
  SuggestionStep: suggestionStepResolvers,
  SuggestionAnswer: suggestionAnswerResolvers,
  SuggestionHandOn: suggestionHandOnResolvers,
  PublicSuggestion: publicSuggestionResolvers,
  ...deliberationTypeResolvers,
  MakeSuggestionPayload: makeSuggestionPayloadResolvers,
  ModePlan: planResolvers.ModePlan,
  ModePlanStep: planResolvers.ModePlanStep,
  PlannedStep: planResolvers.PlannedStep,
  PlannedRoute: planResolvers.PlannedRoute,
  Grid: gridResolvers,
  Organization: organizationResolvers,
};
