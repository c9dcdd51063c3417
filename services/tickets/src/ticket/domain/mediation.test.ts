import { describe, expect, it } from '@jest/globals';
import { actors, after, complete, EVIDENCE, inWork, verdict } from '../../../test/ticket-story.ts';
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

  it('is ended by whoever started it', () => {
    expect(verdict(after(inWork, [actors.urban, start()]), [actors.police, end('m1', false)])).toBe('NOT_ALLOWED');
  });
});
