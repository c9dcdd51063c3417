import { loadPacks } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { citeSharingBy } from './cite-sharing.ts';

const packs = loadPacks();
const citing = citeSharingBy(packs);
const within = (jurisdiction: string): Scope => ({ reach: 'BOUNDED', jurisdiction });

describe('the article a refusal of sharing rests on', () => {
  it.each(
    [...packs.values()].flatMap((pack) =>
      (['gradedAccess', 'security'] as const).map((rule) => [pack.code, rule, pack] as const),
    ),
  )('of %s for %s is the pack’s, or none where the operator set it', (code, rule, pack) => {
    const { article } = pack.dataSharing[rule];
    expect(citing(within(code))(rule)).toBe(article === null ? null : pack.cite(article));
  });

  it('is none for whoever acts for no jurisdiction', () => {
    expect(citing({ reach: 'PLATFORM' })('security')).toBeNull();
  });
});
