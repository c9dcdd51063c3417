import type { Recipient } from './instruction.ts';

export type InstructionVerb = 'issued' | 'acknowledged' | 'resent' | 'done' | 'overdue' | 'withdrawn' | 'succeeded';

/** An event others hear, with the recipients it is about. */
export type Announcement = { readonly verb: InstructionVerb; readonly recipients: readonly Recipient[] };
