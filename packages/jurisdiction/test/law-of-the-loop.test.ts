import { describe, expect, it } from '@jest/globals';
import { stageLabel } from '../src/index.ts';
import { CODES, packNamed } from './pack-named.ts';

describe('the loop', () => {
  it.each([
    ['zhengzhou', ['受理核实', '分流交办', '协同处置', '结果反馈', '核查评价']],
    ['ningbo', ['信息收集、问题发现', '任务分办', '协同处置', '结果反馈', '跟踪反馈、监督检查']],
    ['puyang', ['受理', '流转', '办理', '反馈', '核查']],
    ['liaocheng', ['上报受理', '分流交办', '联动处置', '反馈', '跟踪反馈、监督检查']],
    ['jiangsu', ['录入受理', '交办', '办理', '反馈告知', '监督检查']],
  ])('[T02] %s names its stages in its own words', (code, labels) => {
    const stages = ['ACCEPTANCE', 'DISPATCH', 'HANDLING', 'FEEDBACK', 'VERIFICATION'] as const;
    expect(stages.map((stage) => stageLabel(packNamed(code), stage).zh)).toEqual(labels);
  });

  it.each([
    ['liaocheng', ['WORKER', 'TOWN', 'COUNTY', 'CITY']],
    ['puyang', ['WORKER', 'LEADER', 'TOWN', 'COUNTY', 'CITY']],
    ['ningbo', ['WORKER', 'LEADER', 'VILLAGE', 'TOWN', 'COUNTY', 'CITY']],
  ])('[T04] %s climbs %j', (code, steps) => {
    expect(packNamed(code).loop.chain.map(({ step }) => step)).toEqual(steps);
  });

  it('[T10] only one law wants lateness explained in writing', () => {
    expect(CODES.filter((code) => packNamed(code).limits.lateExplanation.written)).toEqual(['liaocheng']);
  });

  it('[T12] only one law sends what stays unsettled to discipline inspection', () => {
    expect(CODES.filter((code) => packNamed(code).loop.discipline.foreseen)).toEqual(['zhengzhou']);
  });

  it('[P12] only one law has grid leaders evaluate departments', () => {
    expect(CODES.filter((code) => packNamed(code).appraisal.leadersEvaluateDepartments.foreseen)).toEqual([
      'zhengzhou',
    ]);
  });

  it.each(CODES)('[E12] urgent matters are mailed at any hour in %s', (code) => {
    const { atAnyHour, quietHours } = packNamed(code).loop.notifications;
    expect(atAnyHour).toContain('URGENT');
    expect(quietHours.from).not.toBe(quietHours.to);
  });

  it('[T16] has four modes of operation', () => {
    expect(CODES.map((code) => packNamed(code).loop.emergency.modes.length)).toEqual([4, 4, 4, 4, 4]);
  });
});

describe('data between departments', () => {
  it('[D03] one law forbids collecting again what can be shared', () => {
    const byLaw = CODES.filter((code) => packNamed(code).dataSharing.noRepeatedCollection.basis === 'LAW');
    expect(byLaw).toEqual(['zhengzhou']);
  });

  it.each([
    ['puyang', '第二十条'],
    ['liaocheng', '第二十条第三款'],
  ])('[D06] %s grants access by grade under %s', (code, article) => {
    expect(packNamed(code).dataSharing.gradedAccess).toMatchObject({ required: true, article });
  });

  it.each(CODES)('[D02] sharing is a duty by law in %s', (code) => {
    expect(packNamed(code).dataSharing.sharing).toMatchObject({ required: true, basis: 'LAW' });
  });
});
