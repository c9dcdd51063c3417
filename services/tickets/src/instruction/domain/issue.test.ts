import { describe, expect, it } from '@jest/globals';
import { issue, issued, states } from '../../../test/instruction-story.ts';
import { actors, anActor, COUNTY, GRID, hoursLater, pack, TOWN, URBAN } from '../../../test/ticket-story.ts';
import { seenBy } from './instruction.ts';
import type { IssueRequest } from './issue.ts';

describe('issuing an instruction', () => {
  it('addresses each recipient with a receipt of its own and runs on the clock of the pack', () => {
    const { receipts, acknowledgeBy, sender, areas } = issued();
    expect([states(issued()), receipts.map(({ recipient }) => recipient.places)]).toEqual([
      ['SENT', 'SENT', 'SENT'],
      [[`${TOWN}-TOWN`, TOWN], [URBAN], [GRID.id]],
    ]);
    expect([acknowledgeBy, sender, areas]).toEqual([
      hoursLater(pack.limits.instructions.acknowledge.URGENT.default.amount),
      `${COUNTY}-OPERATION`,
      ['410000000000', '410100000000', COUNTY],
    ]);
  });

  it('is seen by the sender’s line upwards and by whom it is addressed to, and by nobody between', () => {
    expect(seenBy(issued({ organizations: [URBAN] }))).toEqual([
      '410000000000',
      '410100000000',
      COUNTY,
      URBAN,
      GRID.id,
    ]);
  });

  it.each<[string, Partial<IssueRequest>, string]>([
    ['nobody', { organizations: [], gridIds: [] }, 'NO_RECIPIENTS'],
    ['an unknown body', { organizations: [`${COUNTY}-NONE`] }, 'RECIPIENT_UNKNOWN'],
    ['an unknown grid', { gridIds: ['grid-9'] }, 'RECIPIENT_UNKNOWN'],
    ['a neighbour’s department', { organizations: ['410103000000-URBAN_MANAGEMENT'] }, 'RECIPIENT_OUTSIDE'],
    ['one body twice', { organizations: [URBAN, URBAN] }, 'RECIPIENT_TWICE'],
    ['a ticket nobody can see', { hasTicket: true }, 'TICKET_UNKNOWN'],
    ['a limit beyond the pack’s bounds', { limit: { amount: 99, unit: 'URGENT_HOUR' } }, 'LIMIT_OUT_OF_BOUNDS'],
    ['a limit of another clock', { limit: { amount: 1, unit: 'WORKING_DAY' } }, 'LIMIT_OUT_OF_BOUNDS'],
    ['a meeting by http', { meetingUrl: 'http://meet.example.cn/1' }, 'NOT_A_MEETING_LINK'],
  ])('refuses %s', (_what, request, kind) => {
    const decision = issue(request);
    expect(decision.kind === 'REFUSED' && decision.refusals.map((refusal) => refusal.kind)).toEqual([kind]);
  });

  it('names every recipient that is wrong', () => {
    const decision = issue({ organizations: ['x', URBAN], gridIds: ['y'] });
    expect(decision).toMatchObject({
      refusals: [
        { field: 'organizations', index: 0, name: 'x' },
        { field: 'gridIds', index: 0, name: 'y' },
      ],
    });
  });

  it('goes to no more at once than the pack lets it', () => {
    const organizations = Array.from(
      { length: pack.limits.instructions.mostRecipients + 1 },
      (_, index) => `u${index}`,
    );
    expect(issue({ organizations, gridIds: [] })).toMatchObject({ refusals: [{ kind: 'TOO_MANY_RECIPIENTS' }] });
  });

  it.each([
    ['staff of a grid', actors.worker],
    ['a department', actors.urban],
    ['a county coordinator bound to no county', anActor('c', 'COUNTY_COORDINATOR')],
  ])('is not for %s', (_who, actor) => {
    expect(issue({}, actor)).toMatchObject({ refusals: [{ kind: 'NOT_ALLOWED' }] });
  });
});
