import { GraphError } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import type { PersonnelContext } from '../../context.ts';
import { noted } from './authentication-log.ts';

type Line = { readonly level: string; readonly [key: string]: unknown };

/** A context whose log is kept. */
function overheard(): { readonly context: PersonnelContext; readonly lines: Line[] } {
  const lines: Line[] = [];
  const say = (level: string) => (line: object) => lines.push({ ...line, level });
  const log = { info: say('info'), warn: say('warn') };
  const caller = { subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] };
  return { context: { log, caller, requestId: 'r1' } as unknown as PersonnelContext, lines };
}

describe('the log of authentication', () => {
  it('says who signed in', async () => {
    const { context, lines } = overheard();
    await noted(context, 'SIGN_IN', async () => ({ tried: 'a1', userErrors: [] }));
    expect(lines).toEqual([{ level: 'info', event: 'SIGN_IN', requestId: 'r1', account: 'a1', refusal: undefined }]);
  });

  it('says whose account a wrong password was tried on', async () => {
    const { context, lines } = overheard();
    await noted(context, 'SIGN_IN', async () => ({ tried: 'a1', userErrors: [{ code: 'INVALID_CREDENTIALS' }] }));
    expect(lines[0]).toMatchObject({ level: 'warn', account: 'a1', refusal: 'INVALID_CREDENTIALS' });
  });

  it('says that somebody tried too often, and passes the refusal on', async () => {
    const { context, lines } = overheard();
    const refuse = () => Promise.reject(new GraphError('RATE_LIMITED', 'wait'));
    await expect(noted(context, 'SIGN_IN', refuse)).rejects.toThrow('wait');
    expect(lines[0]).toMatchObject({ level: 'warn', refusal: 'RATE_LIMITED' });
  });
});
