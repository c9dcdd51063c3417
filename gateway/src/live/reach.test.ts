import type { Caller } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import type { NotificationEvent } from './live-event.ts';
import { reaches, reachOf } from './reach.ts';

const told = (places: readonly string[], jurisdiction = 'zhengzhou') =>
  ({ noun: 'notification', jurisdiction, notification: { places } }) as unknown as NotificationEvent;

const officer: Caller = {
  subject: 'officer',
  kind: 'PERSON',
  roles: ['DEPARTMENT_OFFICER'],
  jurisdiction: 'zhengzhou',
  organization: 'unit',
  person: 'person-1',
};

describe('what a caller hears of notifications', () => {
  it.each([
    ['of the own body', told(['unit']), true],
    ['by name', told(['person-2', 'person-1']), true],
    ['of another body, for another person', told(['another', 'person-2']), false],
    ['by name, in another jurisdiction', told(['person-1'], 'puyang'), false],
  ])('%s', (_what, event, expected) => {
    expect(reaches(reachOf(officer), event)).toBe(expected);
  });

  it('is nothing for the public', () => {
    expect(reaches(reachOf({ subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] }), told(['person-1']))).toBe(false);
  });
});
