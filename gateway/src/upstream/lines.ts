import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';

/** In which line a request waits for its subgraph. */
export type Line = 'INTAKE' | 'OTHERS';

/**
 * Commands that hand in reports. After a storm they come by the thousand in a second, and nobody is there to send again what was refused:
 * they wait where others are told to come back.
 */
export const INTAKE_COMMANDS: ReadonlySet<string> = new Set(['reportTicket', 'reportTickets', 'submitFieldBatch']);

/** The line of what a plan asks of a subgraph: intake is what does nothing else. */
export function lineOf({ operationKind, operation }: Pick<FetchNode, 'operationKind' | 'operation'>): Line {
  if (operationKind !== 'mutation') return 'OTHERS';
  const [definition] = parse(operation).definitions;
  const fields = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  const isIntake = fields.every((field) => field.kind === Kind.FIELD && INTAKE_COMMANDS.has(field.name.value));
  return isIntake ? 'INTAKE' : 'OTHERS';
}
