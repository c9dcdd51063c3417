import type { CommandName, TicketCommand } from '../../domain/commands.ts';
import { APPEAL_INPUTS } from './appeals.ts';
import { CLOSING_INPUTS } from './closing.ts';
import type { CommandInput, CommandReaders } from './command-input.ts';
import { DISPATCH_INPUTS } from './dispatch.ts';
import { HANDLING_INPUTS } from './handling.ts';
import { INTAKE_INPUTS } from './intake.ts';
import { ON_SITE_INPUTS } from './on-site.ts';
import { RECORD_INPUTS } from './records.ts';
import { SUPERVISION_INPUTS } from './supervision.ts';
import { TIME_INPUTS } from './time.ts';
import { TOGETHER_INPUTS } from './together.ts';
import { TRANSFER_INPUTS } from './transfer.ts';

/** Commands that come through the graph; the others are the platform's own. */
export type GraphCommand = Exclude<
  CommandName,
  | 'reportTicket'
  | 'locateTicket'
  | 'succeedUnit'
  | 'passTime'
  | 'recomputeDeadlines'
  | 'openJointCase'
  | 'completeTransfer'
  | 'completeRedactionRequest'
>;

export const READERS: CommandReaders<GraphCommand> = {
  ...INTAKE_INPUTS,
  ...DISPATCH_INPUTS,
  ...HANDLING_INPUTS,
  ...TIME_INPUTS,
  ...TOGETHER_INPUTS,
  ...ON_SITE_INPUTS,
  ...CLOSING_INPUTS,
  ...SUPERVISION_INPUTS,
  ...APPEAL_INPUTS,
  ...TRANSFER_INPUTS,
  ...RECORD_INPUTS,
};

export const GRAPH_COMMANDS = Object.keys(READERS) as readonly GraphCommand[];

export const toCommand = (type: GraphCommand, input: CommandInput): TicketCommand =>
  ({ type, ...READERS[type].read(input) }) as TicketCommand;
