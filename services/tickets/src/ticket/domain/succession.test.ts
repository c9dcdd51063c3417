import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  COUNTY,
  complete,
  inHandling,
  inWork,
  POLICE,
  reportIn,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';

const HEIR = `${COUNTY}-URBAN_MANAGEMENT-2`;
const SUCCEED: TicketCommand = { type: 'succeedUnit', from: URBAN, to: HEIR };

describe('the successor of a dissolved body', () => {
  it('has its open work, with the clocks that run', () => {
    const state = after(inHandling, [actors.system, SUCCEED]);
    expect(state.assignments.map(({ unit }) => unit)).toEqual([HEIR, POLICE]);
    const running = state.deadlines.filter(({ about, stoppedAt }) => about === 'a1' && stoppedAt === null);
    expect(running.map(({ unit }) => unit)).toEqual([HEIR, HEIR]);
  });

  it('can go on with it, and the old body no more', () => {
    const state = after(inHandling, [actors.system, SUCCEED]);
    expect(verdict(state, [{ ...actors.urban, organization: HEIR }, reportIn('a1')])).toBe('DECIDED');
    expect(verdict(state, [actors.urban, reportIn('a1')])).toBe('NOT_ALLOWED');
  });

  it('has nothing of what was done before', () => {
    const state = after(after(inWork, [actors.urban, complete('a1')]), [actors.system, SUCCEED]);
    expect(state.assignments[0]?.unit).toBe(URBAN);
  });

  it('answers for a supervision order in its place', () => {
    const ordered = after(inHandling, [actors.county, { type: 'superviseTicket', target: URBAN, words: '督办' }]);
    expect(after(ordered, [actors.system, SUCCEED]).supervisions[0]?.target).toBe(HEIR);
  });

  it('is named by nobody but the platform', () => {
    expect(verdict(inHandling, [actors.county, SUCCEED])).toBe('NOT_ALLOWED');
  });
});
