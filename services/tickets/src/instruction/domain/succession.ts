import type { Instruction, Recipient } from './instruction.ts';

/** A dissolved body's organization code, and who has its instructions from now on. */
export type Succession = { readonly from: string; readonly to: Recipient };

/**
 * What is still asked of a dissolved body is asked of its successor, as far as the body had come with it; what it has done stays its own.
 * The state itself where nothing was.
 */
export function succeedRecipient(state: Instruction, { from, to }: Succession): Instruction {
  const isAsked =
    state.state === 'OPEN' && state.receipts.some(({ recipient, done }) => recipient.unit === from && !done);
  if (!isAsked) return state;
  const receipts = state.receipts.map((receipt) =>
    receipt.recipient.unit === from && receipt.done === null ? { ...receipt, recipient: to } : receipt,
  );
  return { ...state, receipts };
}
