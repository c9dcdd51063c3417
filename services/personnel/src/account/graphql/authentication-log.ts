import { GraphError } from '@gridlink/subgraph-kit';
import type { PersonnelContext } from '../../context.ts';

type Event = 'SIGN_IN' | 'SIGN_OUT' | 'SESSION_RENEWED' | 'PASSWORD_CHANGE' | 'PROGRAM_TOKEN';
type Outcome = { readonly userErrors?: readonly { readonly code: string }[]; readonly tried?: string | null };

/**
 * Does it and says in the log that it was done or refused: which account, why not, and which request. Never the name that was typed: it may be
 * a password in the wrong field, or somebody's number.
 */
export async function noted<T>(context: PersonnelContext, event: Event, act: () => Promise<T>): Promise<T> {
  const { log, requestId, caller } = context;
  const note = (refusal: string | undefined, account: string | null): void => {
    const line = { event, requestId, account, refusal };
    if (refusal === undefined) log.info(line, 'authentication');
    else log.warn(line, 'authentication refused');
  };
  const self = caller.kind === 'PUBLIC' ? null : caller.subject;
  try {
    const done = await act();
    const { userErrors, tried } = (done ?? {}) as Outcome;
    note(userErrors?.[0]?.code, tried ?? self);
    return done;
  } catch (error) {
    note(error instanceof GraphError ? String(error.extensions.code) : 'INTERNAL_SERVER_ERROR', self);
    throw error;
  }
}
