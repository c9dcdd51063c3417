import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  anActor,
  COUNTY,
  complete,
  DISPATCH,
  ESCALATE,
  FEED_BACK,
  GRID,
  inAcceptance,
  inDispatch,
  inFeedback,
  inHandling,
  inVerification,
  inWork,
  isClosed,
  PASS,
  packNamed,
  REOPEN,
  reported,
  reportIn,
  verdict,
} from '../../../test/ticket-story.ts';
import type { Actor } from './actor.ts';
import { availableCommands } from './available-commands.ts';
import type { TicketCommand } from './commands.ts';
import type { TicketState } from './ticket.ts';

const refusedTo: readonly (readonly [string, TicketState, Actor, TicketCommand])[] = [
  ['accepting to a resident', inAcceptance, actors.passerBy, ACCEPT],
  ['accepting to a grid worker', inAcceptance, actors.worker, ACCEPT],
  ['accepting to the county while the town holds it', inAcceptance, actors.county, ACCEPT],
  ['accepting to a grid leader where the law does not say so', inAcceptance, actors.leader, ACCEPT],
  ['dispatching to the neighbour county', inDispatch, actors.neighbour, DISPATCH],
  ['dispatching to a department', inDispatch, actors.urban, DISPATCH],
  ['reporting in to another unit', inHandling, actors.police, reportIn('a1')],
  ['completing to another unit', inWork, actors.health, complete('a1')],
  ['feedback to an assisting unit', inFeedback, actors.police, FEED_BACK],
  ['verifying to the leading unit', inVerification, actors.urban, PASS],
  ['verifying to the neighbour county', inVerification, actors.neighbour, PASS],
  ['reopening to whoever lacks the query code', isClosed, actors.passerBy, REOPEN],
  ['escalating to the city while the county holds it', inDispatch, actors.city, ESCALATE],
  ['solving on the spot to a worker of another grid', inAcceptance, actors.stranger, solve()],
  ['supervising to the supervised center itself', inHandling, actors.county, supervise(`${COUNTY}-OPERATION`)],
  ['voiding to a town', inAcceptance, actors.town, { type: 'voidTicket', words: '重复' }],
  ['passing time to a person', inHandling, actors.city, { type: 'passTime' }],
];

function solve(): TicketCommand {
  return {
    type: 'solveOnSpot',
    itemCode: 'PUBLICITY',
    result: '已劝导',
    evidence: [{ name: '照片', uri: 'object://1', sha256: null }],
  };
}
function supervise(target: string): TicketCommand {
  return { type: 'superviseTicket', target, words: '催办' };
}

describe('who may do what', () => {
  it.each(refusedTo)('refuses %s', (_, state, actor, command) => {
    expect(verdict(state, [actor, command])).toBe('NOT_ALLOWED');
  });

  it('[T04] lets a grid leader accept where the pack says so', () => {
    const rules = packNamed('puyang');
    const state = reported({ division: '410902001001', holder: '410902001000-TOWN' }, rules);
    expect(verdict(state, [actors.leader, ACCEPT], undefined, { pack: rules })).toBe('DECIDED');
  });

  it('speaks for a center only at the level of the own role', () => {
    const mistaken = anActor('mistaken', 'TOWN_OPERATOR', { division: COUNTY });
    expect(verdict(inDispatch, [mistaken, DISPATCH])).toBe('NOT_ALLOWED');
  });
});

describe('available commands', () => {
  it.each([
    [
      'the holding town',
      inAcceptance,
      actors.town,
      [
        'acceptTicket',
        'declineTicket',
        'mergeTicket',
        'escalateTicket',
        'handOverAtBorder',
        'requestFieldCheck',
        'declareEmergency',
        'supplementReport',
        'addPrivateNote',
      ],
    ],
    ['the reporter of an open ticket', inWork, actors.reporter, ['supplementReport']],
    ['a worker of the grid', inAcceptance, actors.worker, ['solveOnSpot', 'declareEmergency']],
    ['a worker of another grid', inAcceptance, actors.stranger, []],
    [
      'the leading unit before it reported in',
      inHandling,
      actors.urban,
      ['reportIn', 'returnAssignment', 'addPrivateNote'],
    ],
    [
      'the leading unit at work',
      inWork,
      actors.urban,
      [
        'returnAssignment',
        'noteProgress',
        'completeAssignment',
        'requestExtension',
        'requestSuspension',
        'startMediation',
        'addPrivateNote',
      ],
    ],
    ['a unit that is not concerned', inWork, actors.health, []],
    ['the leading unit when it is done', inFeedback, actors.urban, ['giveFeedback', 'addPrivateNote']],
    ['the reporter of a closed ticket', isClosed, actors.reporter, ['reopenTicket']],
  ] as const)('are, for %s, what the table gives', (_, state, actor, expected) => {
    expect(availableCommands(state, actor, packNamed('zhengzhou'))).toEqual(expected);
  });

  it('offer refusing off-list work only to staff it was given to', () => {
    const town = after(inAcceptance, [actors.town, ACCEPT]);
    const given = after(town, [
      actors.town,
      {
        type: 'dispatchTicket',
        assignments: [{ to: 'GRID_STAFF', part: 'LEAD', instruction: '看护现场', limit: null, milestones: [] }],
        limit: null,
        words: null,
      },
    ]);
    const staff = anActor('w2', 'GRID_WORKER', { grids: [GRID.id] });
    expect(availableCommands(given, staff, packNamed('zhengzhou'))).toEqual([
      'reportIn',
      'returnAssignment',
      'refuseOffList',
      'declareEmergency',
    ]);
  });
});
