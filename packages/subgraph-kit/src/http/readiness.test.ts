import { describe, expect, it } from '@jest/globals';
import { readiness, withoutReasons } from './readiness.ts';

const answers = { name: 'broker', ping: async () => 'pong' };
const refuses = { name: 'database', ping: () => Promise.reject(new Error('connection refused')) };
const hangs = { name: 'database', ping: () => new Promise(() => undefined) };

const bodyOf = ({ body }: Awaited<ReturnType<typeof readiness>>): unknown => JSON.parse(String(body));

describe('a service that is asked whether it is ready', () => {
  it('is, when every part answers', async () => {
    expect((await readiness([answers])).status).toBe(200);
  });

  it.each([
    ['refuses', refuses, 'database: Error: connection refused'],
    ['hangs', hangs, 'database: Error: no answer within 20 ms'],
  ])('says which part %s', async (_how, part, reason) => {
    const answer = await readiness([answers, part], 20);
    expect(answer.status).toBe(503);
    expect(bodyOf(answer)).toEqual({ status: 'not ready', failed: [reason] });
  });

  it('keeps reasons from those who are no operators', async () => {
    expect(bodyOf(withoutReasons(await readiness([refuses])))).toEqual({ status: 'not ready' });
  });
});
