import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  aReport,
  inAcceptance,
  inDispatch,
  inHandling,
  POLICE,
  reported,
  TOWN,
  URBAN,
} from '../../../test/ticket-story.ts';
import { organizationsTold } from './viewers.ts';

describe('[D12] organizations that are told of each step of a ticket', () => {
  it.each([
    ['the town that holds it at first', inAcceptance, [`${TOWN}-TOWN`]],
    ['the county that dispatches it', inDispatch, [inDispatch.holder]],
    ['its units while they handle it', inHandling, [inHandling.holder, URBAN, POLICE]],
    [
      'whoever handed it in',
      reported({ reporter: { ...aReport().reporter, organization: 'a-department' } }),
      [`${TOWN}-TOWN`, 'a-department'],
    ],
  ])('are %s', (_, state, told) => {
    expect([...organizationsTold(state)].sort()).toEqual([...told].sort());
  });

  it('are no more a unit that returned its assignment', () => {
    const returned = after(inHandling, [
      actors.urban,
      { type: 'returnAssignment', assignmentId: 'a1', reason: 'NOT_OUR_DUTY', words: '不属本单位职责' },
    ]);
    expect(organizationsTold(returned)).not.toContain(URBAN);
  });

  it('are those invited while a consultation is open', () => {
    const invited = after(inDispatch, [
      actors.county,
      { type: 'openConsultation', invited: [URBAN, POLICE], online: true, venue: null, words: '会商' },
    ]);
    expect(organizationsTold(invited)).toEqual(expect.arrayContaining([URBAN, POLICE]));
  });
});
