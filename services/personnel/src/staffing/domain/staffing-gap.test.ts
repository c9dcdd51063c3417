import type { GridKind } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { packNamed } from '../../../test/appointment-facts.ts';
import { staffingGaps, staffingRule } from './staffing-gap.ts';

const missing = (jurisdiction: string, kind: GridKind, staff: Record<string, number>): string[] =>
  staffingGaps(packNamed(jurisdiction), kind, new Map(Object.entries(staff))).map(({ position }) => position);

describe('what a grid lacks', () => {
  it.each<[string, GridKind, string[]]>([
    ['puyang', 'URBAN', ['FULL_TIME_WORKER', 'GRID_LEADER', 'INSTRUCTOR']],
    ['liaocheng', 'URBAN', ['FULL_TIME_WORKER']],
    ['jiangsu', 'URBAN', ['FULL_TIME_WORKER', 'GRID_LEADER']],
    ['jiangsu', 'RURAL', ['GRID_LEADER']],
    ['zhengzhou', 'EXCLUSIVE', ['GRID_LEADER', 'GRID_WORKER']],
    ['ningbo', 'RURAL', ['GRID_LEADER', 'FULL_TIME_WORKER', 'PART_TIME_WORKER', 'INSTRUCTOR']],
  ])('[P02] in %s, %s and without anybody, is %j', (jurisdiction, kind, posts) => {
    expect(missing(jurisdiction, kind, {})).toEqual(posts);
  });

  it('[P02] is nothing when the minimum serves', () => {
    expect(missing('puyang', 'URBAN', { FULL_TIME_WORKER: 1, GRID_LEADER: 1, INSTRUCTOR: 1 })).toEqual([]);
  });

  it('[P02] in a village of liaocheng is nothing while a part-time worker stands in', () => {
    expect(missing('liaocheng', 'RURAL', { PART_TIME_WORKER: 1 })).toEqual([]);
  });

  it('[P02] in a town of liaocheng is a full-time worker even so', () => {
    expect(missing('liaocheng', 'URBAN', { PART_TIME_WORKER: 1 })).toEqual(['FULL_TIME_WORKER']);
  });

  it('[P02] rests on an article', () => {
    expect(staffingRule(packNamed('puyang'), 'URBAN', 'FULL_TIME_WORKER')?.article).toBe('第十条第五款');
  });
});
