import { beforeAll, describe, expect, it } from '@jest/globals';
import { drillCanary } from './drill-canary.ts';

describe('[A4] personal data handed in at every door', () => {
  const said: string[] = [];
  let bars: Awaited<ReturnType<typeof drillCanary>>['bars'];
  beforeAll(async () => {
    ({ bars } = await drillCanary({ quick: true, large: false, say: (line) => said.push(line) }));
  }, 300_000);

  it('is seen nowhere that it does not belong', () => {
    const broken = bars.filter(({ holds }) => !holds).map(({ what }) => what);
    expect(broken.length === 0 ? [] : [...broken, ...said]).toEqual([]);
  });
});
