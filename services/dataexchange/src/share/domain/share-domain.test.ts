import { describe, expect, it } from '@jest/globals';
import type { ResourceField } from '../../resource/domain/resource.ts';
import { checkAccess } from './check-access.ts';
import { checkReview, type Review } from './check-review.ts';
import { checkWish } from './check-wish.ts';
import { type OfficeDays, reviewDueAt } from './review-due.ts';
import { shapeRow } from './shape-row.ts';
import { grantState, termsOf, type Wish } from './share.ts';

const COUNTY = '410105000000';
const TOWN = '410105001000';
const field = (name: string, extra: Partial<ResourceField> = {}): ResourceField => ({
  name,
  title: name,
  type: 'TEXT',
  grade: 'INTERNAL',
  keyField: false,
  areaField: false,
  ...extra,
});
const fields = [field('code'), field('name', { type: 'PERSON_NAME', grade: 'PERSONAL' })];
const resource = { owner: 'owner', division: COUNTY, sharing: 'CONDITIONAL', status: 'PUBLISHED', fields } as const;
const wish: Wish = { fields: ['code', 'name'], clearFields: [], purpose: '入户走访', termDays: 30 };
const ticket = { ended: false, organizations: ['grantee'] };

describe('[D06] a wish', () => {
  const problems = (extra: Partial<Wish>, of: Partial<Parameters<typeof checkWish>[1]> = {}) =>
    checkWish({ ...wish, ...extra }, { resource, grantee: 'grantee', ticket: undefined, ...of }).map(
      ({ code }) => code,
    );

  it('is right when it says what, what for and how long', () => {
    expect(problems({})).toEqual([]);
  });

  it.each<[string, Partial<Wish>, Parameters<typeof problems>[1], string]>([
    ['the resource is not shared', {}, { resource: { ...resource, sharing: 'NOT_SHARED' } }, 'NOT_SHARED'],
    ['the resource is retired', {}, { resource: { ...resource, status: 'RETIRED' } }, 'RETIRED'],
    ['it is the own resource', {}, { grantee: 'owner' }, 'OWN_RESOURCE'],
    ['it wants nothing', { fields: [] }, {}, 'FIELDS'],
    ['it wants what is not there', { fields: ['salary'] }, {}, 'UNKNOWN_FIELD'],
    ['it wants in clear what it does not want', { fields: ['code'], clearFields: ['name'] }, {}, 'CLEAR_FIELDS'],
    ['it wants in clear what is not masked', { clearFields: ['code'] }, {}, 'CLEAR_FIELDS'],
    ['it says hardly why', { purpose: '查' }, {}, 'PURPOSE'],
    ['it says why without end', { purpose: '查'.repeat(301) }, {}, 'PURPOSE'],
    ['it is for ever', { termDays: 3_650 }, {}, 'TERM'],
    ['it is for another area', { area: '410103000000' }, {}, 'AREA'],
    ['its area is none', { area: 'here' }, {}, 'AREA'],
    ['its ticket is unknown', { ticketCode: 'T' }, {}, 'TICKET_UNKNOWN'],
    [
      'its ticket is of others',
      { ticketCode: 'T' },
      { ticket: { ended: false, organizations: [] } },
      'TICKET_NOT_YOURS',
    ],
    ['its ticket is closed', { ticketCode: 'T' }, { ticket: { ...ticket, ended: true } }, 'TICKET_CLOSED'],
  ])('is refused when %s', (_what, extra, of, code) => {
    expect(problems(extra, of)).toEqual([code]);
  });

  it('may name a ticket of its own and an area inside the owner', () => {
    expect(problems({ ticketCode: 'T', area: TOWN }, { ticket })).toEqual([]);
  });
});

describe('[D06] a review', () => {
  const approve: Review = { decision: 'APPROVE', fields: ['code'], clearFields: [], area: TOWN, termDays: 7 };
  const asked: Wish = { ...wish, clearFields: ['name'], area: TOWN };

  it('may give less than was asked for', () => {
    expect(checkReview(approve, asked)).toEqual([]);
  });

  it.each<[string, Review, string]>([
    ['more fields', { ...approve, fields: ['code', 'phone'] }, 'MORE_FIELDS'],
    ['no fields', { ...approve, fields: [] }, 'MORE_FIELDS'],
    ['in clear what it does not give', { ...approve, clearFields: ['name'] }, 'MORE_CLEAR'],
    ['a wider area', { ...approve, area: COUNTY }, 'WIDER_AREA'],
    ['a longer term', { ...approve, termDays: 31 }, 'LONGER_TERM'],
    ['no term', { ...approve, termDays: 0 }, 'LONGER_TERM'],
  ])('may not give %s', (_what, review, code) => {
    expect(checkReview(review, asked).map((problem) => problem.code)).toEqual([code]);
  });

  it('may not drop the area that was asked for', () => {
    const { area: _dropped, ...everywhere } = approve;
    expect(checkReview(everywhere, asked).map(({ code }) => code)).toEqual(['WIDER_AREA']);
  });

  it.each([
    ['', ['REASON']],
    ['用途不明', []],
  ])('that refuses because of %j has problems %j', (reason, codes) => {
    expect(checkReview({ decision: 'REFUSE', reason }, asked).map(({ code }) => code)).toEqual(codes);
  });
});

describe('the due date of a review', () => {
  const DAY = 86_400_000;
  /** A week of five days from Monday 1970-01-05 on, offices open until 09:00 UTC. */
  const week: OfficeDays = {
    dayAt(instant) {
      const number = Math.floor(instant / DAY);
      const working = (number + 3) % 7 < 5;
      return { endsAt: (number + 1) * DAY, working, windows: working ? [{ to: number * DAY + 9 * 3_600_000 }] : [] };
    },
  };

  it.each([
    ['the day after', '1970-01-05T08:00:00Z', 1, '1970-01-06T09:00:00.000Z'],
    ['Monday, when it is asked on Friday', '1970-01-09T08:00:00Z', 1, '1970-01-12T09:00:00.000Z'],
    ['Monday, when it is asked on Sunday', '1970-01-11T08:00:00Z', 1, '1970-01-12T09:00:00.000Z'],
    ['two weeks on for ten days', '1970-01-05T08:00:00Z', 10, '1970-01-19T09:00:00.000Z'],
  ])('is %s', (_what, asked, days, due) => {
    expect(reviewDueAt(week, new Date(asked), days).toISOString()).toBe(due);
  });
});

describe('[D06] what a grant shows', () => {
  const row = { code: 'A', name: '张三', phone: '1' };

  it.each([
    ['only what was granted', { fields: ['code'], clearFields: [] }, { code: 'A' }],
    ['what is about a person masked', { fields: ['name'], clearFields: [] }, { name: '张*' }],
    ['in clear what was given in clear', { fields: ['name'], clearFields: ['name'] }, { name: '张三' }],
    ['nothing that is not in the schema', { fields: ['phone'], clearFields: [] }, {}],
  ])('is %s', (_what, terms, shown) => {
    expect(shapeRow(fields, terms, row)).toEqual(shown);
  });

  it('is empty where the row has nothing', () => {
    expect(shapeRow(fields, { fields: ['name'], clearFields: [] }, {})).toEqual({ name: null });
  });
});

describe('[D06] a grant', () => {
  const now = new Date('2026-03-02T00:00:00Z');
  const terms = termsOf({ ...wish, area: TOWN }, now);
  const share = { grantee: 'grantee', status: 'GRANTED', terms } as const;
  const asked = { share, resource, reader: 'grantee', area: undefined, now, ticketEnded: false } as const;

  it('runs for its term', () => {
    expect(terms.until.toISOString()).toBe('2026-04-01T00:00:00.000Z');
  });

  it('gives its terms to its grantee', () => {
    expect(checkAccess(asked)).toEqual({ terms });
  });

  it.each<[string, Partial<Parameters<typeof checkAccess>[0]>, string]>([
    ['to anybody else', { reader: 'other' }, 'NOT_GRANTEE'],
    ['to whoever acts for nobody', { reader: undefined }, 'NOT_GRANTEE'],
    ['before it is granted', { share: { grantee: 'grantee', status: 'PENDING' } }, 'NO_GRANT'],
    ['after its term', { now: new Date('2026-04-01T00:00:00Z') }, 'EXPIRED'],
    ['after it was revoked', { share: { ...share, status: 'REVOKED' } }, 'REVOKED'],
    ['after it ended', { share: { ...share, status: 'ENDED' } }, 'ENDED'],
    ['after its ticket ended', { ticketEnded: true }, 'TICKET_CLOSED'],
    ['of a retired resource', { resource: { ...resource, status: 'RETIRED' } }, 'RETIRED'],
    ['of a resource that is gone', { resource: undefined }, 'RETIRED'],
    ['of a resource shared no more', { resource: { ...resource, sharing: 'NOT_SHARED' } }, 'NOT_SHARED'],
    ['outside its area', { area: COUNTY }, 'OUTSIDE_AREA'],
  ])('gives nothing %s', (_what, extra, refusal) => {
    expect(checkAccess({ ...asked, ...extra })).toEqual({ refusal });
  });

  it('may be read in a part of its area', () => {
    expect(checkAccess({ ...asked, area: '410105001001' })).toEqual({ terms });
  });

  it.each([
    ['PENDING', undefined, undefined],
    ['GRANTED', terms, 'ACTIVE'],
    ['REVOKED', terms, 'REVOKED'],
    ['ENDED', terms, 'ENDED'],
    ['ENDED', undefined, undefined],
  ] as const)('that is %s with terms %j has state %s', (status, of, state) => {
    expect(grantState({ status, terms: of }, now)).toBe(state);
  });
});
