import { describe, expect, it } from '@jest/globals';
import {
  bodiesAround,
  body,
  COUNTY,
  eligible,
  facts,
  grid,
  held,
  NOW,
  packNamed,
  request,
  TOWN,
  VILLAGE,
} from '../../../test/appointment-facts.ts';
import type { AppointmentFacts, AppointmentRefusal, AppointmentRequest } from './appointment-request.ts';
import { decideAppointment } from './decide-appointment.ts';

const refusalsOf = (asked: AppointmentRequest, known: AppointmentFacts): readonly AppointmentRefusal[] => {
  const decision = decideAppointment(asked, known);
  return decision.kind === 'REFUSE' ? decision.refusals : [];
};
const kindsOf = (asked: AppointmentRequest, known: AppointmentFacts): string[] =>
  refusalsOf(asked, known).map(({ kind }) => kind);

describe('an appointment to a grid', () => {
  it('[P01] gives the post with the role its holder signs in with', () => {
    const decision = decideAppointment(request('puyang'), facts('puyang'));
    expect(decision).toMatchObject({
      kind: 'APPOINT',
      appointment: { role: 'GRID_WORKER', position: 'FULL_TIME_WORKER' },
    });
  });

  it.each([
    ['liaocheng', 'GRID_LEADER'],
    ['zhengzhou', 'FULL_TIME_WORKER'],
    ['puyang', 'MICRO_LEADER'],
    ['jiangsu', 'INSTRUCTOR'],
  ])('[P01] %s knows no %s', (jurisdiction, position) => {
    expect(kindsOf(request(jurisdiction, { position }), facts(jurisdiction))).toEqual(['UNKNOWN_POSITION']);
  });

  it('[P01] refuses a leader who heads no party organization or committee where the law says who leads', () => {
    const [refusal] = refusalsOf(request('puyang', { position: 'GRID_LEADER' }), facts('puyang'));
    expect(refusal).toMatchObject({ kind: 'HOLDER_NOT_ALLOWED', article: '濮阳市基层网格化服务管理条例第十条第二款' });
  });

  it('[P01] takes the head the law names', () => {
    const person = eligible(packNamed('puyang'), { backgrounds: ['COMMITTEE_HEAD'] });
    expect(kindsOf(request('puyang', { position: 'GRID_LEADER' }), facts('puyang', { person }))).toEqual([]);
  });

  it('[P01] refuses whom the law takes out again, whatever else the person is', () => {
    const person = eligible(packNamed('jiangsu'), { backgrounds: ['COMMITTEE_MEMBER', 'COMMITTEE_HEAD'] });
    const asked = request('jiangsu', { position: 'GRID_LEADER', togetherWith: ['320505001001-COMMITTEE'] });
    expect(kindsOf(asked, facts('jiangsu', { person }))).toEqual(['HOLDER_EXCLUDED']);
  });

  it('[P01] takes a full-time worker as leader where the law allows it', () => {
    const asked = request('jiangsu', { position: 'GRID_LEADER', togetherWith: ['320505001001-COMMITTEE'] });
    const history = [held('jiangsu', 'FULL_TIME_WORKER')];
    expect(kindsOf(asked, facts('jiangsu', { history }))).toEqual([]);
  });

  it('[P01] warns about a holder the law does not usually name', () => {
    const decision = decideAppointment(request('puyang'), facts('puyang'));
    expect(decision).toMatchObject({ warnings: [{ kind: 'UNUSUAL_HOLDER', binding: 'USUAL' }] });
  });

  it('[P01] refuses two posts of one person in one grid that the law does not let go together', () => {
    const history = [held('puyang', 'FULL_TIME_WORKER')];
    const person = eligible(packNamed('puyang'), { backgrounds: ['COMMITTEE_HEAD'] });
    const asked = request('puyang', { position: 'GRID_LEADER' });
    expect(kindsOf(asked, facts('puyang', { history, person }))).toEqual(['NOT_HELD_TOGETHER']);
  });

  it('[P01] lets a part-time worker lead a micro-grid where the law says so', () => {
    const history = [held('ningbo', 'PART_TIME_WORKER')];
    const asked = request('ningbo', { position: 'MICRO_LEADER', togetherWith: ['330203001001-COMMITTEE'] });
    expect(kindsOf(asked, facts('ningbo', { history }))).toEqual([]);
  });

  it('[P01] lets one person serve in two grids', () => {
    const history = [held('puyang', 'GRID_LEADER', { gridId: 'grid-2' })];
    expect(kindsOf(request('puyang'), facts('puyang', { history }))).toEqual([]);
  });

  it('[P01] refuses a second leader', () => {
    const seats = [held('puyang', 'GRID_LEADER', { personId: 'someone-else' })];
    const person = eligible(packNamed('puyang'), { backgrounds: ['COMMITTEE_HEAD'] });
    expect(kindsOf(request('puyang', { position: 'GRID_LEADER' }), facts('puyang', { seats, person }))).toEqual([
      'SEAT_TAKEN',
    ]);
  });

  it('changes nothing when the same appointment is in force', () => {
    const asked = request('puyang', { documentNumber: '濮网〔2026〕1号' });
    const history = [held('puyang', 'FULL_TIME_WORKER', { ...asked, from: NOW })];
    expect(decideAppointment(asked, facts('puyang', { history })).kind).toBe('UNCHANGED');
  });

  it('refuses the same post on other terms before the present one has ended', () => {
    const history = [held('puyang', 'FULL_TIME_WORKER')];
    expect(kindsOf(request('puyang', { documentNumber: '另一文号' }), facts('puyang', { history }))).toEqual([
      'ALREADY_HELD',
    ]);
  });

  it.each<[string, Partial<AppointmentRequest>, string]>([
    ['begins in the future', { from: new Date('2027-01-01T00:00:00Z') }, 'FROM_IN_FUTURE'],
    ['is over before it begins', { to: new Date('2026-05-01T00:00:00Z') }, 'TERM_OVER'],
    ['has a document number with hidden characters', { documentNumber: '1号\u200b' }, 'BAD_DOCUMENT_NUMBER'],
    ['shows a telephone that is none', { publicPhone: 'call me' }, 'BAD_PUBLIC_PHONE'],
    ['names a grid and a body', { organization: `${TOWN}-TOWN` }, 'PLACE_UNCLEAR'],
    ['names neither', { gridId: null }, 'PLACE_UNCLEAR'],
  ])('refuses one that %s', (_, story, kind) => {
    expect(kindsOf(request('puyang', story), facts('puyang'))).toEqual([kind]);
  });

  it.each<[string, Partial<AppointmentFacts>, string]>([
    ['an unknown grid', { grid: undefined }, 'NO_GRID'],
    ['a retired grid', { grid: { ...grid('puyang'), retired: true } }, 'GRID_RETIRED'],
    ['a person nobody knows', { person: undefined }, 'NO_PERSON'],
    ['a grid outside the area', { mayWrite: () => false }, 'OUTSIDE_SCOPE'],
  ])('refuses %s', (_, story, kind) => {
    expect(kindsOf(request('puyang'), facts('puyang', story))).toEqual([kind]);
  });

  it('[P03] names every condition that is not met at once', () => {
    const pack = packNamed('jiangsu');
    const person = eligible(pack, { birthDate: '2010-01-01', vetting: { detained: true, listedAsDishonest: true } });
    const bodies = bodiesAround('jiangsu');
    const asked = request('jiangsu', { appointingBody: '320505001001-COMMITTEE' });
    expect(kindsOf(asked, facts('jiangsu', { person, bodies }))).toEqual([
      'INELIGIBLE',
      'INELIGIBLE',
      'INELIGIBLE',
      'WRONG_APPOINTING_BODY',
    ]);
  });
});

describe('the appointing body', () => {
  const leaderOfJiangsu = request('jiangsu', { position: 'GRID_LEADER' });
  const worker = eligible(packNamed('jiangsu'), { backgrounds: ['COMMITTEE_MEMBER'] });

  it('[P04] of a leader needs the committee beside it where the law says together', () => {
    const [refusal] = refusalsOf(leaderOfJiangsu, facts('jiangsu', { person: worker }));
    expect(refusal).toMatchObject({
      kind: 'MISSING_JOINT_BODY',
      article: '江苏省城乡网格化服务管理办法第十二条第二款',
    });
  });

  it('[P04] is right together with that committee', () => {
    const asked = { ...leaderOfJiangsu, togetherWith: ['320505001001-COMMITTEE'] };
    expect(kindsOf(asked, facts('jiangsu', { person: worker }))).toEqual([]);
  });

  it('[P04] is not helped by a committee of another town', () => {
    const other = body('320505009001', 'COMMITTEE', 'jiangsu');
    const bodies = new Map([...bodiesAround('jiangsu'), [other.code, other]]);
    const asked = { ...leaderOfJiangsu, togetherWith: [other.code] };
    expect(kindsOf(asked, facts('jiangsu', { person: worker, bodies }))).toEqual(['MISSING_JOINT_BODY']);
  });

  it('[P04] is the grid authority for an exclusive grid where the law says so', () => {
    const asked = request('ningbo', { position: 'GRID_LEADER' });
    const [refusal] = refusalsOf(asked, facts('ningbo', { grid: grid('ningbo', 'EXCLUSIVE') }));
    expect(refusal).toMatchObject({
      kind: 'WRONG_APPOINTING_BODY',
      article: '宁波市城乡网格化服务管理条例（草案）第八条第四款',
    });
  });

  it.each<[string, AppointmentRequest, Partial<AppointmentFacts>, string]>([
    ['nobody knows', request('puyang', { appointingBody: '410902009000-TOWN' }), {}, 'NO_APPOINTING_BODY'],
    [
      'is dissolved',
      request('puyang'),
      { bodies: new Map([[`${TOWN}-TOWN`, { ...body(TOWN, 'TOWN', 'puyang'), active: false }]]) },
      'APPOINTING_BODY_DISSOLVED',
    ],
    [
      'does not govern the grid',
      request('puyang', { appointingBody: '410902002000-TOWN' }),
      { bodies: new Map([['410902002000-TOWN', body('410902002000', 'TOWN', 'puyang')]]) },
      'BODY_WITHOUT_AUTHORITY',
    ],
    [
      'stands above whoever records it',
      request('puyang', { appointingBody: `${COUNTY}-COORDINATION` }),
      { mayWrite: (areas) => areas.includes(TOWN) },
      'BODY_OUTSIDE_SCOPE',
    ],
  ])('[P04] is refused when it %s', (_, asked, story, kind) => {
    expect(kindsOf(asked, facts('puyang', story))).toEqual([kind]);
  });
});

describe('an appointment to a body', () => {
  const office = body(TOWN, 'TOWN', 'puyang');
  const asked = request('puyang', { gridId: null, organization: office.code, position: 'OFFICER' });
  const known = facts('puyang', { grid: undefined, organization: { ...office, kind: 'TOWN' } });

  it('[P16] gives the role that the kind of body has', () => {
    expect(decideAppointment(asked, known)).toMatchObject({ kind: 'APPOINT', appointment: { role: 'TOWN_OPERATOR' } });
  });

  it('knows officers and leads only', () => {
    expect(kindsOf({ ...asked, position: 'FULL_TIME_WORKER' }, known)).toEqual(['UNKNOWN_POSITION']);
  });

  it.each<[string, Partial<AppointmentFacts>, string]>([
    ['that is unknown', { organization: undefined }, 'NO_ORGANIZATION'],
    ['that is dissolved', { organization: { ...office, active: false } }, 'ORGANIZATION_DISSOLVED'],
    ['outside the area', { mayWrite: () => false }, 'OUTSIDE_SCOPE'],
  ])('refuses a body %s', (_, story, kind) => {
    expect(kindsOf(asked, { ...known, ...story })).toEqual([kind]);
  });

  it('refuses the decision of a body below it', () => {
    expect(kindsOf({ ...asked, appointingBody: `${VILLAGE}-COMMITTEE` }, known)).toEqual(['BODY_WITHOUT_AUTHORITY']);
  });
});
