import { describe, expect, it } from '@jest/globals';
import { readLimits } from './read-limit.ts';

const said = (text: string) => readLimits(text)?.map(({ limit, words }) => `${limit.amount} ${limit.unit} ${words}`);

describe('a limit as a standard prints it', () => {
  it.each([
    ['4小时', '4 WORKING_HOUR null'],
    ['2工作时', '2 WORKING_HOUR null'],
    ['3天', '3 WORKING_DAY null'],
    ['10个工作日', '10 WORKING_DAY null'],
    ['2紧急工作时', '2 URGENT_HOUR null'],
    ['1紧急工作日', '24 URGENT_HOUR null'],
    ['1紧急工作时制止', '1 URGENT_HOUR 制止'],
    ['1紧急工作时制止、恢复', '1 URGENT_HOUR 制止、恢复'],
    [' 0.5 小时 ', '0.5 WORKING_HOUR null'],
  ])('[E01] %s is read', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });

  it('[E01] may be several, the last for the whole', () => {
    expect(said('4小时制止、7天处罚、20天拆除')).toEqual([
      '4 WORKING_HOUR 制止',
      '7 WORKING_DAY 处罚',
      '20 WORKING_DAY 拆除',
    ]);
  });

  it.each(['', '尽快', '天', '0天', '-1天', '4分钟', '尽快、4小时', '12345天'])('"%s" is none', (text) => {
    expect(readLimits(text)).toBeNull();
  });
});
