import { describe, expect, it } from '@jest/globals';
import { childTraceparent, traceContextOf } from './trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('the trace of a request', () => {
  it('goes on with the caller’s', () => {
    expect(traceContextOf(`00-${TRACE}-00f067aa0ba902b7-00`)).toEqual({ traceId: TRACE, flags: '00' });
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-00f067aa0ba902b7-01`,
    `00-${TRACE}-00f067aa0ba902b7-01\r\nx: y`,
  ])('begins a new one for %j', (header) => {
    const { traceId } = traceContextOf(header);
    expect(traceId).toMatch(/^(?!0{32})(?!4bf92f35)[0-9a-f]{32}$/);
  });

  it('gives each call to a subgraph a span of its own in the same trace', () => {
    const context = { traceId: TRACE, flags: '01' };
    const [first = '', second = ''] = [childTraceparent(context), childTraceparent(context)];
    expect([first.slice(0, 36), second.slice(0, 36), first === second]).toEqual([
      `00-${TRACE}-`,
      `00-${TRACE}-`,
      false,
    ]);
  });
});
