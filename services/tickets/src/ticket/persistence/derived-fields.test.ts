import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  aReport,
  COUNTY,
  complete,
  GRID,
  hoursLater,
  inAcceptance,
  inDispatch,
  inFeedback,
  inHandling,
  inVerification,
  inWork,
  isClosed,
  POLICE,
  reported,
  TOWN,
  URBAN,
} from '../../../test/ticket-story.ts';
import { deriveFields } from './derived-fields.ts';
import { updateBetween } from './ticket-document.ts';

describe('who a ticket waits for', () => {
  it.each([
    ['the town and the staff of the grid at first', inAcceptance, [`center:${TOWN}`, `grid:${GRID.id}`]],
    ['the county to dispatch it', inDispatch, [`center:${COUNTY}`]],
    ['both units while they handle it', inHandling, [`unit:${URBAN}`, `unit:${POLICE}`]],
    ['the unit that is not done', after(inWork, [actors.urban, complete('a1')]), [`unit:${POLICE}`]],
    ['the center or the lead to give feedback', inFeedback, [`center:${COUNTY}`, `unit:${URBAN}`]],
    ['nobody once it is closed', isClosed, undefined],
  ])('is %s', (_, state, expected) => {
    expect(deriveFields(state).waitsFor).toEqual(expected);
  });

  it('is the center, and the one above where the center’s own level handled it', () => {
    expect(deriveFields(inVerification).waitsFor).toEqual([`center:${COUNTY}`, 'center:410100000000']);
  });

  it('is a late unit too, for its explanation', () => {
    const late = after(inHandling, [actors.system, { type: 'passTime' }], hoursLater(240));
    expect(deriveFields(late).waitsFor).toContain(`owes:${URBAN}`);
  });

  it('is a unit that was asked its opinion, as long as it can give it', () => {
    const invited = [`${COUNTY}-HEALTH`, POLICE];
    const ask = { type: 'openConsultation', invited, online: true, venue: null, words: '谁牵头' } as const;
    const asked = after(inWork, [actors.county, ask]);
    expect(deriveFields(asked).waitsFor).toContain(`unit:${COUNTY}-HEALTH`);
    const done = after(after(asked, [actors.urban, complete('a1')]), [actors.police, complete('a2')]);
    expect(deriveFields(done).waitsFor).not.toContain(`unit:${COUNTY}-HEALTH`);
  });

  it('is a supervised unit for its answer, then the supervisor', () => {
    const ordered = after(inHandling, [actors.county, { type: 'superviseTicket', target: URBAN, words: '督办' }]);
    expect(deriveFields(ordered).waitsFor).toContain(`owes:${URBAN}`);
    const answer = { type: 'answerSupervision', supervisionId: 's1', words: '在办', evidence: [] } as const;
    expect(deriveFields(after(ordered, [actors.urban, answer])).waitsFor).toContain(`center:${COUNTY}`);
  });
});

describe('who may see a ticket', () => {
  it('is everybody of its divisions, its grid, its units and whoever handed it in', () => {
    const handedIn = reported({ reporter: { ...aReport().reporter, organization: 'org-1' } });
    expect(deriveFields(handedIn).seenBy).toEqual([
      '410000000000',
      '410100000000',
      COUNTY,
      TOWN,
      '410105001001',
      GRID.id,
      'org-1',
    ]);
    expect(deriveFields(inHandling).seenBy).toEqual(expect.arrayContaining([URBAN, POLICE]));
  });
});

describe('short lists', () => {
  it.each([
    ['late', after(inHandling, [actors.system, { type: 'passTime' }], hoursLater(240)), true],
    ['in time', inHandling, false],
  ])('of a ticket that is %s', (_, state, late) => {
    const fields = deriveFields(state);
    expect([fields.late, fields.lateFor !== undefined]).toEqual([late, late]);
  });

  it('hold what has a point and no grid', () => {
    expect(deriveFields(reported({ grid: null })).unlocatedIn).toBe('zhengzhou');
    expect(deriveFields(inAcceptance).unlocatedIn).toBeUndefined();
  });
});

describe('the write between two states', () => {
  const accepted = after(inAcceptance, [actors.town, ACCEPT]);

  it('sets what moved and pushes the new entries', () => {
    const { $set, $push } = updateBetween(inAcceptance, accepted) as {
      $set: Record<string, unknown>;
      $push: { timeline: { $each: unknown[] } };
    };
    expect(Object.keys($set).sort()).toEqual(['cells', 'deadlines', 'item', 'nextAlarmAt', 'stage', 'waitsFor']);
    expect($push.timeline.$each.length).toBe(1);
  });

  it('unsets what is no more', () => {
    const declined = after(inAcceptance, [
      actors.town,
      { type: 'declineTicket', reason: 'UNCLEAR', words: '无法核实' },
    ]);
    const { $unset } = updateBetween(inAcceptance, declined) as Record<string, Record<string, unknown>>;
    expect(Object.keys($unset ?? {}).sort()).toEqual(['nextAlarmAt', 'openIn', 'waitsFor']);
  });
});
