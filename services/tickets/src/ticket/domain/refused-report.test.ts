import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  attempt,
  CITY,
  COUNTY,
  hoursLater,
  inAcceptance,
  TOWN,
  verdict,
} from '../../../test/ticket-story.ts';
import { deriveFields } from '../persistence/derived-fields.ts';
import type { TicketCommand } from './commands.ts';

const DECLINE: TicketCommand = { type: 'declineTicket', reason: 'UNCLEAR', words: '无法核实' };
const COMPLAIN: TicketCommand = { type: 'appealDecline', words: '情况属实，请受理' };
const decide = (more: object): TicketCommand => ({
  type: 'decideDeclineAppeal',
  appealId: 'p1',
  upheld: true,
  assignBack: false,
  reason: null,
  words: '经复核',
  ...more,
});

const refused = after(inAcceptance, [actors.town, DECLINE]);
const complained = after(refused, [actors.reporter, COMPLAIN]);
const kept = decide({ upheld: false, reason: 'OUT_OF_TERRITORY' });

describe('a refusal to accept', () => {
  it('[E06] is appealed to the center above, on a clock', () => {
    expect(complained.appeals).toMatchObject([{ kind: 'DECLINE', unit: `${TOWN}-TOWN`, division: COUNTY }]);
    expect(complained.deadlines.at(-1)).toMatchObject({ kind: 'APPEAL', unit: `${COUNTY}-OPERATION` });
    expect(deriveFields(complained).waitsFor).toEqual([`center:${COUNTY}`]);
  });

  it.each([
    ['the superior', false, `${COUNTY}-OPERATION`],
    ['the center that refused', true, `${TOWN}-TOWN`],
  ])('[E06] that does not stand brings the ticket back into acceptance, held by %s', (_, assignBack, holder) => {
    const state = after(complained, [actors.county, decide({ assignBack })]);
    expect(state).toMatchObject({ stage: 'ACCEPTANCE', holder, closedAt: null });
    expect(state.deadlines.at(-1)).toMatchObject({ kind: 'ACCEPT', unit: holder, stoppedAt: null });
  });

  it('[E06] that stands leaves the ticket as it was, with a reason the reporter reads', () => {
    const state = after(complained, [actors.county, kept]);
    expect(state).toMatchObject({ stage: 'NOT_ACCEPTED', closedAt: refused.closedAt });
    expect(state.timeline.at(-1)).toMatchObject({ reason: 'OUT_OF_TERRITORY', words: '经复核', private: false });
  });

  it('[E06] is not repeated once a superior has overturned it', () => {
    const back = after(complained, [actors.county, decide({ assignBack: true })]);
    expect(verdict(back, [actors.town, DECLINE])).toBe('DECLINE_OVERTURNED');
    expect(after(back, [actors.town, ACCEPT]).stage).toBe('DISPATCH');
  });

  it('[E06] whose appeal is not decided in time raises an alarm, though the ticket has ended', () => {
    const decision = attempt(complained, [actors.system, { type: 'passTime' }], hoursLater(1_000));
    const said = decision.kind === 'DECIDED' ? decision.announcements : [];
    expect(said).toMatchObject([{ verb: 'late', detail: { kind: 'APPEAL', unit: `${COUNTY}-OPERATION` } }]);
  });

  it.each([
    ['a second time', complained, actors.reporter, COMPLAIN, 0, 'APPEALED_BEFORE'],
    ['after the window', refused, actors.reporter, COMPLAIN, 24 * 60, 'APPEAL_WINDOW_OVER'],
    ['without number and code', refused, actors.passerBy, COMPLAIN, 0, 'NOT_ALLOWED'],
    ['while it is not refused', inAcceptance, actors.reporter, COMPLAIN, 0, 'WRONG_STAGE'],
    ['by the center that refused', complained, actors.town, decide({}), 0, 'NOT_ALLOWED'],
    ['by a higher center than the next', complained, actors.city, decide({}), 0, 'NOT_ALLOWED'],
    ['without a reason of the list', complained, actors.county, decide({ upheld: false }), 0, 'REASON_UNKNOWN'],
    [
      'as if it were a unit’s',
      complained,
      actors.county,
      { type: 'reviewAppeal', appealId: 'p1', outcome: 'UPHELD', words: '好', evidence: [] },
      0,
      'APPEAL_UNKNOWN',
    ],
  ] as const)('is not appealed or decided %s', (_, state, actor, command, hours, kind) => {
    expect(verdict(state, [actor, command as TicketCommand], hoursLater(hours))).toBe(kind);
  });

  it('has nobody above the city', () => {
    const atTop = { ...refused, holder: `${CITY}-OPERATION` };
    expect(verdict(atTop, [actors.reporter, COMPLAIN])).toBe('NO_REVIEWER');
  });
});
