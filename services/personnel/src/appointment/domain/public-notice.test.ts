import { loadPacks } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { shownOnNotice } from './public-notice.ts';

const shown = shownOnNotice(loadPacks());

describe('the notice of a grid', () => {
  it.each([
    ['jiangsu', 'GRID_LEADER', true],
    ['jiangsu', 'FULL_TIME_WORKER', true],
    ['jiangsu', 'PART_TIME_WORKER', false],
    ['puyang', 'PART_TIME_WORKER', true],
    ['puyang', 'INSTRUCTOR', true],
    ['ningbo', 'MICRO_LEADER', false],
    ['zhengzhou', 'GRID_WORKER', true],
    ['liaocheng', 'PART_TIME_WORKER', true],
  ])('[G09] in %s shows the name of a %s: %s', (jurisdiction, position, expected) => {
    expect(shown({ jurisdiction, position, gridId: 'grid-1' }, 'STAFF_NAMES')).toBe(expected);
  });

  it('shows nobody of a body', () => {
    expect(shown({ jurisdiction: 'puyang', position: 'GRID_LEADER', gridId: null }, 'STAFF_NAMES')).toBe(false);
  });

  it('shows nobody where there is no law', () => {
    expect(shown({ jurisdiction: 'atlantis', position: 'GRID_LEADER', gridId: 'grid-1' }, 'STAFF_CONTACTS')).toBe(
      false,
    );
  });
});
