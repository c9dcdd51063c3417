import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  COUNTY,
  complete,
  hoursLater,
  inHandling,
  inWork,
  POLICE,
  reportIn,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import { deriveFields } from '../persistence/derived-fields.ts';
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

  it('has the appeals that are not decided yet, and may take them further', () => {
    const late = hoursLater(240);
    const overdue = after(inHandling, [actors.system, { type: 'passTime' }], late);
    const warning = overdue.deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === 'a1')?.id ?? '';
    const given = { reason: 'FORCE_MAJEURE', words: '暴雨', evidence: [] } as const;
    const appeal: TicketCommand = { type: 'appealWarning', warning: { of: 'DEADLINE', id: warning }, ...given };
    const reject: TicketCommand = { type: 'reviewAppeal', appealId: 'p1', outcome: 'REJECTED', ...given };
    const rejected = after(after(overdue, [actors.urban, appeal], late), [actors.colleague, reject], late);
    const state = after(rejected, [actors.system, SUCCEED], late);
    expect(state.appeals.map(({ unit }) => unit)).toEqual([HEIR]);
    expect([deriveFields(rejected).waitsFor, deriveFields(state).waitsFor]).toEqual([
      expect.arrayContaining([`appeals:${URBAN}`]),
      expect.arrayContaining([`appeals:${HEIR}`]),
    ]);
    const further: TicketCommand = { type: 'appealFurther', appealId: 'p1', words: '不服', evidence: [] };
    expect(verdict(state, [{ ...actors.urban, organization: HEIR }, further], late)).toBe('DECIDED');
  });

  it('[T08] ends the mediation the old body had begun, so that the work can end', () => {
    const start: TicketCommand = {
      type: 'startMediation',
      assignmentId: 'a1',
      kind: 'PEOPLES',
      mediator: '调解委员会',
      words: '双方到场',
    };
    const state = after(after(inWork, [actors.urban, start]), [actors.system, SUCCEED]);
    const end: TicketCommand = { type: 'endMediation', mediationId: 'm1', agreed: false, words: '未成', evidence: [] };
    const heir = { ...actors.urban, organization: HEIR };
    expect(verdict(after(state, [heir, end]), [heir, complete('a1')])).toBe('DECIDED');
  });

  it('[T07] is heard where the old body was asked and had not spoken', () => {
    const invited = [URBAN, POLICE];
    const ask: TicketCommand = { type: 'openConsultation', invited, online: true, venue: null, words: '谁牵头' };
    const state = after(after(inHandling, [actors.county, ask]), [actors.system, SUCCEED]);
    expect(state.consultations[0]?.invited).toEqual([HEIR, POLICE]);
    expect(deriveFields(state).waitsFor).not.toContain(`unit:${URBAN}`);
    const speak: TicketCommand = { type: 'giveOpinion', consultationId: 'c1', position: 'LEAD', words: '我方牵头' };
    expect(verdict(state, [{ ...actors.urban, organization: HEIR }, speak])).toBe('DECIDED');
    const spoken = after(after(inHandling, [actors.county, ask]), [actors.urban, speak]);
    expect(after(spoken, [actors.system, SUCCEED]).consultations[0]?.invited).toEqual(invited);
  });

  it('is named by nobody but the platform', () => {
    expect(verdict(inHandling, [actors.county, SUCCEED])).toBe('NOT_ALLOWED');
  });
});
