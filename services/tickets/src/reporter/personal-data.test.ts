import { describe, expect, it } from '@jest/globals';
import { tellsPersonalData, withoutNames } from './personal-data.ts';

describe('personal data in a text that will be published', () => {
  it.each([
    ['请拨打13812345678联系', true],
    ['身份证号11010519491231002X', true],
    ['身份证110105194912310028。', true],
    ['工单号 41010020260302000001', false],
    ['3 号楼 2 单元 501', false],
    ['电话 12812345678', false],
    ['', false],
  ])('%s: %s', (text, tells) => {
    expect(tellsPersonalData(text)).toBe(tells);
  });

  it('is told without names, the longer first, and names of one character left alone', () => {
    const names = new Map([
      ['王小', '王*'],
      ['王小明', '王**'],
      ['李', '李*'],
    ]);
    expect(withoutNames('王小明与王小、李大爷同意', names)).toBe('王**与王*、李大爷同意');
  });
});
