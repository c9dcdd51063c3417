import { describe, expect, it } from '@jest/globals';
import { loadPacks } from './loading/load-packs.ts';
import {
  bodyOf,
  gridKindRule,
  handleBounds,
  limitFor,
  reservedActIn,
  roleRule,
  stageLabel,
  stepAbove,
} from './lookups.ts';
import type { Pack } from './pack/pack.ts';

const [anyPack] = loadPacks().values();
if (!anyPack) throw new Error('no pack');
const pack: Pack = anyPack;

describe('looking things up in a pack', () => {
  it('gives the default limit of handling, inside its bounds', () => {
    const { default: usual, min, max } = handleBounds(pack, 'NORMAL');
    expect(limitFor(pack, 'handle', 'NORMAL')).toBe(usual);
    expect([min.amount <= usual.amount, usual.amount <= max.amount]).toEqual([true, true]);
  });

  it('gives the limit of a step by severity', () => {
    expect(limitFor(pack, 'accept', 'URGENT').unit).toBe('URGENT_HOUR');
  });

  it.each(['CLOSED', 'NOT_ACCEPTED', 'MERGED', 'TRANSFERRED', 'VOID'] as const)(
    'names the end %s in Chinese',
    (stage) => {
      expect(stageLabel(pack, stage).zh).toMatch(/^\p{Script=Han}+$/u);
    },
  );

  it('finds a grid kind, a post and a body', () => {
    expect([
      gridKindRule(pack, 'URBAN')?.kind,
      roleRule(pack, 'FULL_TIME_WORKER')?.role,
      bodyOf(pack, 'TOWN')?.function,
    ]).toEqual(['URBAN', 'FULL_TIME_WORKER', 'TOWN']);
  });

  it('finds nothing where the law has nothing', () => {
    expect([
      roleRule(pack, 'MICRO_LEADER'),
      bodyOf(pack, 'SPACE_AGENCY'),
      stepAbove(pack, 'CITY'),
      stepAbove(pack, 'VILLAGE'),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each([
    ['对占道经营者作出行政处罚', 'PENALTY'],
    ['查封违规经营场所', 'COERCION'],
    ['消防安全宣传', undefined],
  ])('[G11] recognises in “%s” the reserved act %s', (title, act) => {
    expect(reservedActIn(pack, title)?.code).toBe(act);
  });
});
