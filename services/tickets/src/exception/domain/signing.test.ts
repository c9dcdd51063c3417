import { areasOf } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { COUNTY, ITEMS, MORNING, packNamed, UNITS, URBAN } from '../../../test/ticket-story.ts';
import type { ListException } from './list-exception.ts';
import { revokingRefusal, type Signing, signingRefusal } from './signing.ts';

const daysLater = (days: number): Date => new Date(MORNING.getTime() + days * 86_400_000);

const signing = (more: Partial<Signing> = {}, asked: Partial<Signing['asked']> = {}): Signing => ({
  pack: packNamed('ningbo'),
  now: MORNING,
  division: COUNTY,
  kind: 'DUTY',
  department: UNITS.get(URBAN),
  items: ITEMS,
  asked: {
    department: URBAN,
    itemCode: 'MANHOLE',
    reason: '机构调整期间',
    documentNumber: '网办〔2026〕3号',
    expiresAt: daysLater(30),
    ...asked,
  },
  ...more,
});
const kindOf = (given: Signing): string => signingRefusal(given)?.kind ?? 'SIGNED';

describe('signing an exception from the item list', () => {
  it('[B05] is done by whoever consents to items, with reason, document and an end', () => {
    expect(kindOf(signing())).toBe('SIGNED');
  });

  it.each([
    ['the law gives consent to a higher level', signing({ pack: packNamed('zhengzhou') }), 'NOT_THE_SIGNER'],
    ['a town signs', signing({ division: '410105001000' }), 'NOT_THE_SIGNER'],
    ['there is no reason', signing({}, { reason: ' ' }), 'TEXT_NEEDED'],
    ['there is no document', signing({}, { documentNumber: '' }), 'TEXT_NEEDED'],
    ['nobody knows the department', signing({ department: undefined }), 'DEPARTMENT_UNKNOWN'],
    ['it is no department', signing({ department: UNITS.get(`${COUNTY}-FLOWER_SHOP`) }), 'DEPARTMENT_UNKNOWN'],
    [
      'it is another place’s',
      signing({ department: UNITS.get('410103000000-URBAN_MANAGEMENT') }),
      'DEPARTMENT_UNKNOWN',
    ],
    ['no item is named', signing({}, { itemCode: null }), 'ITEM_NEEDED'],
    ['the list has no such item', signing({}, { itemCode: 'NOTHING' }), 'ITEM_UNKNOWN'],
    ['it has expired before it begins', signing({}, { expiresAt: MORNING }), 'EXPIRES_TOO_SOON'],
    ['it lasts longer than the pack allows', signing({}, { expiresAt: daysLater(90.01) }), 'EXPIRES_TOO_LATE'],
  ])('[B05] is refused where %s', (_, given, expected) => {
    expect(kindOf(given)).toBe(expected);
  });

  it('may last as long as the pack allows', () => {
    expect(kindOf(signing({}, { expiresAt: daysLater(90) }))).toBe('SIGNED');
  });

  it.each([
    ['ningbo', 'SIGNED'],
    ['puyang', 'SIGNED'],
    ['jiangsu', 'NO_EXCEPTION_IN_LAW'],
  ])('[B05] for grid staff, off the list, is what the law of %s says', (code, expected) => {
    expect(kindOf(signing({ pack: packNamed(code), kind: 'OFF_LIST' }, { itemCode: null }))).toBe(expected);
  });

  it('[B05] cites the article that forbids it', () => {
    const refusal = signingRefusal(signing({ pack: packNamed('jiangsu'), kind: 'OFF_LIST' }));
    expect(refusal).toMatchObject({ article: expect.stringContaining('第十六条第三款') });
  });
});

describe('taking an exception back', () => {
  const exception: ListException = {
    id: 'x',
    jurisdiction: 'ningbo',
    division: COUNTY,
    kind: 'DUTY',
    ...signing().asked,
    signedBy: 'county',
    signedFor: null,
    signedAt: MORNING,
    revokedAt: null,
    revokedBy: null,
    revokedWords: null,
  };

  it.each([
    ['needs words', exception, ' ', MORNING, 'TEXT_NEEDED'],
    ['is not for one that has expired', exception, '不再需要', daysLater(31), 'NOT_STANDING'],
    ['is not done twice', { ...exception, revokedAt: MORNING }, '不再需要', MORNING, 'NOT_STANDING'],
    ['is done while it stands', exception, '不再需要', daysLater(30), 'DONE'],
  ])('%s', (_, given, words, now, expected) => {
    expect(revokingRefusal(given, words, now)?.kind ?? 'DONE').toBe(expected);
  });

  it('holds in the divisions of its body', () => {
    expect(areasOf(COUNTY)).toContain(exception.division);
  });
});
