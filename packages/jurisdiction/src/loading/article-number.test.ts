import { expect, it } from '@jest/globals';
import { articleNumber } from './article-number.ts';

it.each([
  ['第一条', 1],
  ['第十条', 10],
  ['第十四条第（八）项', 14],
  ['第二十条', 20],
  ['第四十三条第二款', 43],
  ['第一百零三条', 103],
])('%s is article %i', (article, number) => {
  expect(articleNumber(article)).toBe(number);
});
