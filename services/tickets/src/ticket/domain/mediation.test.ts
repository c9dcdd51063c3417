import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  complete,
  DISPATCH,
  EVIDENCE,
  giveBack,
  inDispatch,
  inWork,
  reportIn,
  TOWN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import type { TicketState } from './ticket.ts';

const start = (kind = 'PEOPLES'): TicketCommand => ({
  type: 'startMediation',
  assignmentId: 'a1',
  kind,
  mediator: '社区人民调解委员会',
  words: '双方到场',
});
const end = (mediationId: string, agreed: boolean): TicketCommand => ({
  type: 'endMediation',
  mediationId,
  agreed,
  words: agreed ? '达成协议' : '未达成协议',
  evidence: agreed ? EVIDENCE : [],
});
const guide = (route = 'ARBITRATION'): TicketCommand => ({
  type: 'guideToLegalRoute',
  assignmentId: 'a1',
  route,
  words: '告知仲裁途径',
});
const tried = (agreed: boolean, state: TicketState = inWork): TicketState =>
  after(after(state, [actors.urban, start()]), [actors.urban, end(`m${state.mediations.length + 1}`, agreed)]);

describe('mediation', () => {
  it('[T08] records each try with its kind and outcome', () => {
    const twice = after(after(tried(false), [actors.urban, start('ADMINISTRATIVE')]), [actors.urban, end('m2', true)]);
    expect(twice.mediations.map(({ kind, agreed }) => [kind, agreed])).toEqual([
      ['PEOPLES', false],
      ['ADMINISTRATIVE', true],
    ]);
  });

  it('[T08] that failed opens the legal routes, and the work can end', () => {
    const guided = after(tried(false), [actors.urban, guide()]);
    expect([guided.legalRoute, verdict(guided, [actors.urban, complete('a1')])]).toEqual(['ARBITRATION', 'DECIDED']);
  });

  it.each([
    ['a kind the law does not know', inWork, start('MAGIC'), 'MEDIATION_KIND_UNKNOWN'],
    ['a second one beside the first', after(inWork, [actors.urban, start()]), start(), 'MEDIATION_RUNNING'],
    ['a legal route before any was tried', inWork, guide(), 'MEDIATE_FIRST'],
    ['a legal route where the parties agreed', tried(true), guide(), 'MEDIATE_FIRST'],
    ['a route the law does not know', tried(false), guide('DUEL'), 'ROUTE_UNKNOWN'],
    ['an end while it runs', after(inWork, [actors.urban, start()]), complete('a1'), 'MEDIATION_RUNNING'],
    ['an outcome twice', tried(false), end('m1', true), 'MEDIATION_ENDED'],
    [
      'an agreement that is not on paper',
      after(inWork, [actors.urban, start()]),
      { ...end('m1', true), evidence: [] } as TicketCommand,
      'EVIDENCE_NEEDED',
    ],
  ])('[T08] refuses %s', (_, state, command, kind) => {
    expect(verdict(state, [actors.urban, command])).toBe(kind);
  });

  it('is ended by the staff of the grid who began it, whatever committee they are of', () => {
    const orders = [{ to: 'GRID_STAFF', part: 'LEAD', instruction: '宣传', limit: null, milestones: [] }] as const;
    const dispatch = { ...DISPATCH, assignments: orders } as unknown as TicketCommand;
    const given = after(after(inDispatch, [actors.county, dispatch]), [actors.leader, reportIn('a1')]);
    const state = after(given, [actors.leader, start()]);
    expect(actors.leader.organization).toBeNull();
    expect(verdict(state, [actors.leader, end('m1', false)])).toBe('DECIDED');
    expect(verdict(state, [actors.stranger, end('m1', false)])).toBe('NOT_ALLOWED');
  });

  it('is ended by the new lead where whoever began it is out of the matter', () => {
    const begun = after(inWork, [actors.urban, start()]);
    const returned = after(begun, [actors.urban, giveBack('a1')]);
    const lead = { ...DISPATCH, assignments: [{ ...DISPATCH.assignments[0], to: { unit: `${TOWN}-TOWN` } }] };
    const given = after(returned, [actors.county, lead as TicketCommand]);
    const state = after(given, [actors.town, reportIn('a3')]);
    expect(verdict(state, [actors.town, complete('a3')])).toBe('MEDIATION_RUNNING');
    expect(verdict(after(state, [actors.town, end('m1', false)]), [actors.town, complete('a3')])).toBe('DECIDED');
  });

  it('fills no document: what a unit can begin again and again has an end', () => {
    const entry = inWork.timeline.at(-1);
    if (!entry) throw new Error('nothing was done yet');
    const long = { ...tried(false), timeline: Array.from({ length: 500 }, () => entry) };
    expect(verdict(long, [actors.urban, start()])).toBe('TIMELINE_FULL');
    expect(verdict(long, [actors.urban, guide()])).toBe('TIMELINE_FULL');
    expect(verdict(long, [actors.urban, complete('a1')])).toBe('DECIDED');
  });

  it('is ended by whoever started it', () => {
    expect(verdict(after(inWork, [actors.urban, start()]), [actors.police, end('m1', false)])).toBe('NOT_ALLOWED');
  });
});
