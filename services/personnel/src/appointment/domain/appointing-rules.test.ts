import { areasOf } from '@gridlink/contracts';
import { type RoleRule, roleRule, type StaffRole } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { bodiesAround, body, facts, grid, packNamed, request } from '../../../test/appointment-facts.ts';
import { checkAppointing } from './appointing-rules.ts';
import type { AppointmentFacts, AppointmentRequest, GridFacts } from './appointment-request.ts';

const role = (jurisdiction: string, position: StaffRole): RoleRule => {
  const rule = roleRule(packNamed(jurisdiction), position);
  if (!rule) throw new Error(`no ${position} in ${jurisdiction}`);
  return rule;
};
const kindsOf = (
  rule: RoleRule,
  asked: AppointmentRequest,
  story: { grid?: GridFacts; facts?: Partial<AppointmentFacts> } = {},
): string[] =>
  checkAppointing(
    rule,
    { request: asked, grid: story.grid ?? grid('jiangsu') },
    facts('jiangsu', story.facts ?? {}),
  ).map(({ kind }) => kind);

describe('who appoints', () => {
  const worker = role('jiangsu', 'FULL_TIME_WORKER');
  const leader = role('jiangsu', 'GRID_LEADER');

  it('[P04] takes the easier of two lawful ways', () => {
    expect(kindsOf(worker, request('jiangsu'))).toEqual([]);
  });

  it('[P04] names every body that is missing where only the harder way is left', () => {
    const open: RoleRule = {
      ...worker,
      appointedBy: worker.appointedBy.filter(({ how }) => how === 'OPEN_RECRUITMENT'),
    };
    expect(kindsOf(open, request('jiangsu'))).toEqual([
      'MISSING_JOINT_BODY',
      'MISSING_JOINT_BODY',
      'MISSING_JOINT_BODY',
    ]);
  });

  it('[P04] is content when all of them decide together', () => {
    const open: RoleRule = {
      ...worker,
      appointedBy: worker.appointedBy.filter(({ how }) => how === 'OPEN_RECRUITMENT'),
    };
    expect(kindsOf(open, request('jiangsu', { togetherWith: [...bodiesAround('jiangsu').keys()] }))).toEqual([]);
  });

  it('[P04] hears a committee of the town where a grid spans several communities', () => {
    const spanning: GridFacts = { ...grid('jiangsu'), division: '320505001000', areas: areasOf('320505001000') };
    const asked = request('jiangsu', { togetherWith: ['320505001001-COMMITTEE'] });
    expect(kindsOf(leader, asked, { grid: spanning })).toEqual([]);
  });

  it('[P04] does not count a dissolved committee', () => {
    const gone = { ...body('320505001001', 'COMMITTEE', 'jiangsu'), active: false };
    const bodies = new Map([...bodiesAround('jiangsu'), [gone.code, gone]]);
    const asked = request('jiangsu', { togetherWith: [gone.code] });
    expect(kindsOf(leader, asked, { facts: { bodies } })).toEqual(['MISSING_JOINT_BODY']);
  });

  describe('in a grid that crosses towns', () => {
    const county = '410105000000';
    const crossing: GridFacts = { ...grid('zhengzhou', 'EXCLUSIVE'), division: county, areas: areasOf(county) };
    const known = { ...facts('zhengzhou'), grid: crossing };
    const check = (position: StaffRole, appointingBody: string) =>
      checkAppointing(
        role('zhengzhou', position),
        { request: request('zhengzhou', { appointingBody }), grid: crossing },
        known,
      );

    it('[P04] names its leader as the common superior', () => {
      expect(check('GRID_LEADER', `${county}-COORDINATION`)).toEqual([]);
    });

    it.each([`${county.slice(0, 6)}001000-TOWN`, '410100000000-COORDINATION'])(
      '[P04] is not %s for the leader, by the article',
      (body) => {
        expect(check('GRID_LEADER', body)).toMatchObject([
          { kind: 'WRONG_APPOINTING_BODY', article: '郑州市高效能社会治理网格化服务管理条例第十二条第四款' },
        ]);
      },
    );

    it('[P04] is one of the towns for its workers', () => {
      expect(check('GRID_WORKER', `${county.slice(0, 6)}001000-TOWN`)).toEqual([]);
    });
  });

  it('[P04] is nobody where the law foresees no such post in the kind of grid', () => {
    const none: RoleRule = {
      ...leader,
      appointedBy: leader.appointedBy.filter(({ kinds }) => !kinds.includes('URBAN')),
    };
    expect(kindsOf(none, request('jiangsu'))).toEqual(['WRONG_APPOINTING_BODY']);
  });
});
