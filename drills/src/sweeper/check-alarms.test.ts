import { describe, expect, it } from '@jest/globals';
import type { AlarmLine, AlarmLineOf } from './alarm-history.ts';
import { checkAlarms } from './check-alarms.ts';

const deadline: AlarmLineOf<'DEADLINE'> = {
  kind: 'DEADLINE',
  code: 'T1',
  id: 'd1',
  remindAt: 80,
  dueAt: 100,
  isRunning: true,
  isReminded: false,
  remindedAt: 81,
  lateAt: 101,
};
const reminded: AlarmLineOf<'RAISED'> = {
  kind: 'RAISED',
  at: 82,
  saidAt: 81,
  event: 'e1',
  code: 'T1',
  verb: 'reminded',
  deadline: 'd1',
};
const late: AlarmLineOf<'RAISED'> = { ...reminded, at: 102, saidAt: 101, event: 'e2', verb: 'late' };
const ended: AlarmLine = { kind: 'ENDED', at: 200 };
const good: readonly AlarmLine[] = [reminded, late, deadline, ended];
const found = (lines: readonly AlarmLine[]): string[] =>
  Object.entries(checkAlarms(lines)).flatMap(([kind, sentences]) => (sentences.length > 0 ? [kind] : []));

describe('the checker of alarms', () => {
  it.each<[string, readonly AlarmLine[]]>([
    ['both in their time', good],
    ['one event brought twice', [...good, late]],
    ['only the warning after an outage', [late, { ...deadline, remindedAt: null }, ended]],
    [
      'nothing before it is due',
      [
        { ...deadline, remindedAt: null, lateAt: null },
        { kind: 'ENDED', at: 79 },
      ],
    ],
    [
      'nothing for a clock that was stopped',
      [{ ...deadline, remindedAt: null, lateAt: null, isRunning: false }, ended],
    ],
  ])('finds nothing wrong with %s', (_what, lines) => {
    expect(found(lines)).toEqual([]);
  });

  it.each<[string, string, readonly AlarmLine[]]>([
    ['a warning at the due instant itself', 'early', [reminded, { ...late, at: 100, saidAt: 100 }, deadline, ended]],
    ['a warning of a sweeper whose clock is ahead', 'early', [reminded, { ...late, at: 99 }, deadline, ended]],
    ['a reminder before its time', 'early', [{ ...reminded, at: 79 }, late, deadline, ended]],
    ['two warnings', 'twice', [...good, { ...late, event: 'e3' }]],
    ['two reminders', 'twice', [...good, { ...reminded, event: 'e3' }]],
    ['no warning', 'missing', [reminded, { ...deadline, lateAt: null }, ended]],
    [
      'no reminder',
      'missing',
      [
        { ...deadline, remindedAt: null, lateAt: null },
        { kind: 'ENDED', at: 90 },
      ],
    ],
    ['a reminder after the warning', 'wrong', [late, { ...reminded, at: 110, saidAt: 110 }, deadline, ended]],
    ['a warning the document knows nothing of', 'wrong', [reminded, late, { ...deadline, lateAt: null }, ended]],
    ['an alarm of no deadline', 'wrong', [...good, { ...late, event: 'e3', deadline: 'd9' }]],
    ['an event that nobody heard', 'wrong', [...good, { kind: 'LOGGED', event: 'e9' }]],
  ])('finds %s', (_what, kind, lines) => {
    expect(found(lines)).toEqual([kind]);
  });
});
