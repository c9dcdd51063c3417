import { readFieldsOf } from '@gridlink/subgraph-kit';
import type { InstructionRow } from '../use-cases/instruction-repository.ts';

type Needs = Readonly<Record<string, readonly (keyof InstructionRow)[]>>;

/** What each resolver of an instruction reads of its document. */
const needs: Needs = {
  id: [],
  version: ['version'],
  jurisdiction: [],
  division: ['division'],
  sender: ['sender'],
  issued: ['issued'],
  title: ['title'],
  words: ['words'],
  ticketCode: ['ticketCode'],
  ticket: ['ticketId'],
  meetingUrl: ['meetingUrl'],
  urgency: ['urgency'],
  limit: ['limit'],
  issuedAt: [],
  acknowledgeBy: ['acknowledgeBy'],
  state: [],
  withdrawn: ['withdrawn'],
  progress: ['progress'],
  resends: ['resends'],
  receipts: ['receipts'],
};

/** What an operation's reads of instructions bring: receipts, of which there may be many, only where they are asked for. */
export const instructionFields = readFieldsOf('Instruction', {
  needs,
  // Who may see all receipts goes by jurisdiction and areas; a list's cursors hold when it was issued.
  always: ['jurisdiction', 'areas', 'state', 'issuedAt'],
});
