import type { Caller } from '@gridlink/contracts';
import { type GraphQLSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { SubscriptionPlan } from './subscription-plan.ts';

/**
 * Types whose answers depend on roles and scope alone. Reads of people and of shared records are recorded under the name of who asked,
 * and show an account more of its own: whoever asks for those is asked for alone. So is everything not named here.
 */
const IMPERSONAL: ReadonlySet<string> = new Set([
  'Query',
  'Ticket',
  'TicketLabel',
  'TicketPlace',
  'TicketReporter',
  'Assignment',
  'TicketEvidence',
  'EvidenceFile',
  'EvidenceWhereabouts',
  'Deadline',
  'Supervision',
  'DisciplineReferral',
  'Division',
  'Grid',
  'Organization',
  'ServiceItem',
  'StageCount',
  'Instruction',
  'InstructionProgress',
  'InstructionReceipt',
]);
const PERSONAL_FIELDS: ReadonlySet<string> = new Set(['Ticket.availableCommands']);

/** Whether a question may be answered differently to two accounts of the same roles and scope. */
export function isPersonal(schema: GraphQLSchema, query: string): boolean {
  const info = new TypeInfo(schema);
  let found = false;
  const enter = (): void => {
    const type = info.getParentType()?.name ?? '';
    if (!IMPERSONAL.has(type) || PERSONAL_FIELDS.has(`${type}.${info.getFieldDef()?.name}`)) found = true;
  };
  visit(parse(query), visitWithTypeInfo(info, { Field: { enter } }));
  return found;
}

/** The same for callers who are answered alike: by scope, and by account where the answer may depend on it. */
export function answeredAlike(plan: SubscriptionPlan, caller: Caller, personal: boolean): string {
  const { session: _, subject, person, roles, grids = [], ...scope } = caller;
  const who = personal ? [subject, person] : [];
  return JSON.stringify([plan.identity, [...roles].sort(), [...grids].sort(), scope, who]);
}
