import { describe, expect, it } from '@jest/globals';
import { body, convene, convened, earlier, item, LIGHT, POLICE, resident } from '../../../test/meeting-story.ts';
import { actors, anActor, COUNTY, GRID, MORNING, TOWN, URBAN, VILLAGE } from '../../../test/ticket-story.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { covers } from './agenda.ts';
import type { ConveneRequest } from './convene.ts';
import { MOST, seenBy } from './deliberation.ts';

describe('[T19] convening', () => {
  it('is of the grid’s leader and of centers over the place, as the pack says', () => {
    const by = (actor: Actor) => 'state' in convene({}, actor);
    const { leader, town, county, worker, urban, neighbour, city, reporter } = actors;
    const elsewhere = anActor('leader-2', 'GRID_LEADER', { grids: ['grid-2'] });
    expect([leader, town, county, worker, urban, neighbour, city, reporter, elsewhere].map(by)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      // Not of the roles that the pack lets convene.
      false,
      false,
      false,
    ]);
  });

  it('keeps where an item comes from, and who may see the meeting', () => {
    const state = convened();
    expect(state.agenda.map(({ id, subject, source }) => [id, subject, source?.code ?? null])).toEqual([
      ['i1', '增设路灯', 'S1'],
      ['i2', '晾衣区', null],
    ]);
    expect(seenBy(state)).toEqual(expect.arrayContaining([VILLAGE, TOWN, COUNTY, GRID.id, URBAN, POLICE]));
  });

  it.each<[string, Partial<ConveneRequest>, readonly object[]]>([
    ['a time that has passed', { startsAt: MORNING }, [{ kind: 'STARTS_IN_THE_PAST' }]],
    ['a title with a telephone number', { title: '找13812345678开会' }, [{ kind: 'PERSONAL_DATA', field: ['title'] }]],
    ['an item without a subject', { agenda: [item()] }, [{ kind: 'SUBJECT_NEEDED', index: 0 }]],
    [
      'an item of two sources',
      { agenda: [item({ suggestionId: 's1', ticketId: 't1' })] },
      [{ kind: 'ONE_SOURCE', index: 0 }],
    ],
    ['a suggestion nobody sees', { agenda: [item({ suggestionId: 'x' })] }, [{ kind: 'SUGGESTION_UNKNOWN', index: 0 }]],
    [
      'one that was not adopted',
      { agenda: [item({ suggestionId: 's2' })] },
      [{ kind: 'SUGGESTION_NOT_ADOPTED', index: 0 }],
    ],
    ['a ticket nobody sees', { agenda: [item({ ticketId: 'x' })] }, [{ kind: 'TICKET_UNKNOWN', index: 0 }]],
    [
      'the same ticket twice',
      { agenda: [item({ ticketId: 't1' }), item({ ticketId: 't1' })] },
      [{ kind: 'ON_AGENDA_ALREADY', index: 1 }],
    ],
    [
      'a deferred item nobody sees',
      { agenda: [item({ deferred: earlier('i9') })] },
      [{ kind: 'DEFERRED_UNKNOWN', index: 0 }],
    ],
    [
      'an item that was not deferred',
      { agenda: [item({ deferred: earlier('i2') })] },
      [{ kind: 'NOT_DEFERRED', index: 0 }],
    ],
    [
      'a deferred item of another place',
      { agenda: [item({ deferred: earlier('i3') })] },
      [{ kind: 'DEFERRED_ELSEWHERE', index: 0 }],
    ],
    [
      'one that another meeting has taken up',
      { agenda: [item({ deferred: earlier('i4') })] },
      [{ kind: 'CARRIED_ALREADY', index: 0, name: 'D9' }],
    ],
    [
      'a deferred item with another source besides',
      { agenda: [item({ deferred: earlier('i1'), ticketId: 't1' })] },
      [{ kind: 'ONE_SOURCE', index: 0 }],
    ],
    [
      'the same deferred item twice',
      { agenda: [item({ deferred: earlier('i5') }), item({ deferred: earlier('i5') })] },
      [{ kind: 'ON_AGENDA_ALREADY', index: 1 }],
    ],
    [
      'more items than a meeting holds',
      { agenda: Array.from({ length: MOST.items + 1 }, () => item({ subject: '议' })) },
      [{ kind: 'TOO_MANY', field: 'agenda', most: MOST.items }],
    ],
    [
      'a resident without a name',
      { attendees: [{ ...resident('王'), masked: null }] },
      [{ kind: 'ATTENDEE_NEEDED', index: 0 }],
    ],
    ['a body nobody knows', { attendees: [body('nobody')] }, [{ kind: 'BODY_UNKNOWN', index: 0, name: 'nobody' }]],
    ['a body twice', { attendees: [body(URBAN), body(URBAN)] }, [{ kind: 'INVITED_TWICE', index: 1 }]],
  ])('refuses %s', (_what, request, refusals) => {
    expect(convene(request)).toEqual({ refusals });
  });
});

describe('[T19] an item that was deferred', () => {
  it('is taken up again with what it came from, and says where it was deferred', () => {
    const state = convened({
      agenda: [item({ deferred: earlier('i1') }), item({ subject: '再议', deferred: earlier('i5') })],
    });
    expect(state.agenda).toMatchObject([
      { id: 'i1', subject: '增设路灯', source: LIGHT, carriedFrom: { ...earlier('i1'), code: 'D0' }, added: null },
      { id: 'i2', subject: '再议', source: null, carriedFrom: { ...earlier('i5'), code: 'D0' } },
    ]);
  });

  it('belongs where it was deferred and above', () => {
    const inGrid = { areas: GRID.areas, gridId: GRID.id };
    const meeting = (division: string, gridId: string | null = null) => covers({ division, gridId }, inGrid);
    expect([
      meeting(VILLAGE, GRID.id),
      meeting(VILLAGE),
      meeting(TOWN),
      meeting(VILLAGE, 'grid-2'),
      meeting('410103000000'),
      covers({ division: VILLAGE, gridId: GRID.id }, { areas: GRID.areas, gridId: null }),
    ]).toEqual([true, true, true, false, false, false]);
  });
});
