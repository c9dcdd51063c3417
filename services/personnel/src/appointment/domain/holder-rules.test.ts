import type { RoleRule } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { packNamed } from '../../../test/appointment-facts.ts';
import { checkHolder } from './holder-rules.ts';

const pack = packNamed('jiangsu');
type Holder = RoleRule['holders'][number];

const holder = (binding: Holder['binding'], backgrounds: string[], except: string[] = []): Holder => ({
  kinds: ['URBAN'],
  backgrounds,
  binding,
  except,
  basis: 'LAW',
  article: '第十二条第二款',
});
const roleWith = (...holders: Holder[]): RoleRule => {
  const [first] = pack.staff.roles;
  if (!first) throw new Error('the pack has no post');
  return { ...first, holders };
};
const kindsOf = (role: RoleRule, backgrounds: string[], kind: 'URBAN' | 'RURAL' = 'URBAN') => {
  const { refusals, warnings } = checkHolder(pack, { role, kind }, new Set(backgrounds));
  return [...refusals, ...warnings].map((finding) => finding.kind);
};

describe('who may hold a post', () => {
  it.each<[Holder['binding'], string[]]>([
    ['REQUIRED', ['HOLDER_NOT_ALLOWED']],
    ['USUAL', ['UNUSUAL_HOLDER']],
    ['PREFERRED', ['UNUSUAL_HOLDER']],
    ['ALLOWED', []],
  ])('[P01] by a rule that is %s finds %j for anybody else', (binding, findings) => {
    expect(kindsOf(roleWith(holder(binding, ['COMMITTEE_MEMBER'])), ['VOLUNTEER'])).toEqual(findings);
  });

  it.each<Holder['binding']>(['REQUIRED', 'USUAL', 'PREFERRED', 'ALLOWED'])(
    '[P01] by a rule that is %s finds nothing against whom it names',
    (binding) => {
      expect(kindsOf(roleWith(holder(binding, ['COMMITTEE_MEMBER'])), ['COMMITTEE_MEMBER'])).toEqual([]);
    },
  );

  it('[P01] is anybody where the law is silent on the kind of grid', () => {
    expect(kindsOf(roleWith(holder('REQUIRED', ['COMMITTEE_MEMBER'])), [], 'RURAL')).toEqual([]);
  });

  it('[P01] is whom any of several rules names', () => {
    const role = roleWith(holder('USUAL', ['COMMITTEE_MEMBER']), holder('ALLOWED', ['VOLUNTEER']));
    expect(kindsOf(role, ['VOLUNTEER'])).toEqual([]);
  });

  it('[P01] is not whom a rule takes out again, even if another names the person', () => {
    const role = roleWith(holder('REQUIRED', ['COMMITTEE_MEMBER'], ['COMMITTEE_HEAD']));
    expect(kindsOf(role, ['COMMITTEE_MEMBER', 'COMMITTEE_HEAD'])).toEqual(['HOLDER_EXCLUDED']);
  });

  it('[P01] is said in the words of the pack', () => {
    const { refusals } = checkHolder(
      pack,
      { role: roleWith(holder('REQUIRED', ['VOLUNTEER'])), kind: 'URBAN' },
      new Set(),
    );
    expect(refusals).toEqual([
      { kind: 'HOLDER_NOT_ALLOWED', allowed: ['志愿者'], article: '江苏省城乡网格化服务管理办法第十二条第二款' },
    ]);
  });
});
