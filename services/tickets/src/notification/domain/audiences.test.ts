import { TICKET_VERBS, type TicketSnapshot, type TicketVerb } from '@gridlink/contracts';
import { loadPacks } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { desksOf } from './addressees.ts';
import { AUDIENCES } from './audiences.ts';

const COUNTY = '410105000000';
const TOWN = '410105001000';
const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
const POLICE = `${COUNTY}-PUBLIC_SECURITY`;
const HOLDER = `${COUNTY}-OPERATION`;
const GRID = 'grid-1';

const pack = loadPacks().get('zhengzhou');
if (!pack) throw new Error('no pack');

const ticket: TicketSnapshot = {
  id: 't1',
  code: 'T1',
  jurisdiction: 'zhengzhou',
  division: '410105001001',
  areas: ['410000000000', '410100000000', COUNTY, TOWN, '410105001001'],
  gridId: GRID,
  source: 'PATROL',
  severity: 'NORMAL',
  stage: 'HANDLING',
  round: 1,
  holder: HOLDER,
  units: [
    { organization: URBAN, part: 'LEAD', state: 'WORKING' },
    { organization: POLICE, part: 'ASSIST', state: 'WORKING' },
  ],
  late: false,
  concerns: [HOLDER, URBAN, POLICE, `${COUNTY}-HEALTH`],
  reportedAt: '2026-03-02T02:00:00.000Z',
};

type Detail = Readonly<Record<string, unknown>>;

const told = (verb: TicketVerb, detail: Detail = {}, more: Partial<TicketSnapshot> = {}): string[] => {
  const audience = AUDIENCES[verb];
  if ('nobody' in audience) return [];
  return desksOf({ ticket: { ...ticket, ...more }, detail, pack }, audience).map(({ key }) => key);
};

const center = `center:${COUNTY}`;
const above = 'center:410100000000';
const urban = `unit:${URBAN}`;
const police = `unit:${POLICE}`;
const health = `unit:${COUNTY}-HEALTH`;
const staff = `grid:${GRID}`;
const byUrban = { unit: URBAN };

/** What each event says in its detail, and whose desks hear of it. */
const STORIES: Readonly<Record<TicketVerb, readonly [Detail, readonly string[]]>> = {
  reported: [{}, [center, staff]],
  accepted: [{}, []],
  declined: [{}, [urban, police, health]],
  located: [{}, [center, staff]],
  escalated: [{ from: `${TOWN}-TOWN`, to: HOLDER }, [center]],
  'assigned-down': [{ from: HOLDER, to: `${TOWN}-TOWN` }, [`center:${TOWN}`]],
  'handed-over': [{ from: HOLDER, to: `${TOWN}-TOWN` }, [`center:${TOWN}`]],
  dispatched: [{}, [urban, police]],
  'reported-in': [byUrban, [center]],
  returned: [{ unit: POLICE }, [center, urban]],
  refused: [{ unit: `${TOWN}-TOWN` }, [center]],
  progressed: [{ unit: POLICE }, [center, urban]],
  completed: [byUrban, [center]],
  'milestone-completed': [byUrban, [center]],
  'time-requested': [byUrban, [center]],
  'time-decided': [byUrban, [urban]],
  resumed: [byUrban, [urban, center]],
  'transfer-offered': [{ jurisdiction: 'puyang', to: '410900000000-OPERATION' }, ['center:410900000000']],
  transferred: [{}, [center, urban, police, health]],
  'transfer-declined': [{}, [center]],
  'transfer-completed': [{}, [center]],
  'redaction-requested': [{ jurisdiction: 'puyang', to: '410900000000-OPERATION' }, ['center:410900000000']],
  'redaction-answered': [{}, [center]],
  merged: [{}, [center, urban, police, health]],
  whistled: [{ units: [{ unit: POLICE }] }, [police]],
  'joint-case-opened': [{ lead: URBAN, members: [URBAN, POLICE] }, [urban, police, center, above]],
  'consultation-opened': [{ invited: [`${COUNTY}-HEALTH`] }, [health]],
  'opinion-given': [{ unit: `${COUNTY}-HEALTH` }, [center]],
  'consultation-decided': [{}, [urban, police]],
  'mediation-started': [byUrban, [center]],
  'mediation-ended': [{}, [center]],
  guided: [byUrban, [center]],
  'field-check-requested': [{ gridId: 'grid-2' }, ['grid:grid-2']],
  'field-checked': [{}, [center]],
  'emergency-declared': [
    { alarmed: [`${COUNTY}-EMERGENCY`] },
    [`unit:${COUNTY}-EMERGENCY`, center, urban, police, health, staff, above],
  ],
  'stood-down': [
    { alarmed: [`${COUNTY}-EMERGENCY`] },
    [`unit:${COUNTY}-EMERGENCY`, center, urban, police, health, staff, above],
  ],
  'fed-back': [{}, [center, above]],
  verified: [{}, [center, urban, police, health]],
  reworked: [{}, [urban, police, center]],
  supplemented: [{}, [center, urban, police]],
  reopened: [{ lastUnits: [URBAN] }, [urban, center]],
  succeeded: [{ from: POLICE, to: `${COUNTY}-HEALTH` }, [health]],
  'deadlines-recomputed': [{}, [urban, police, center]],
  reminded: [byUrban, [urban]],
  late: [byUrban, [urban, center]],
  explained: [byUrban, [center]],
  supervised: [{ target: URBAN }, [urban, center]],
  'supervision-answered': [{ target: URBAN, orderedBy: '410100000000-OPERATION' }, [above]],
  'supervision-settled': [{ target: URBAN }, [urban, center]],
  'supervision-failed': [{ target: URBAN, orderedBy: '410100000000-OPERATION' }, [urban, center, above]],
  referred: [{ to: `${COUNTY}-DISCIPLINE_INSPECTION`, about: URBAN }, [`unit:${COUNTY}-DISCIPLINE_INSPECTION`]],
  appealed: [{ unit: URBAN, reviewer: HOLDER }, [center]],
  'appeal-reviewed': [{ unit: URBAN, reviewer: HOLDER }, [urban]],
  'appealed-further': [{ unit: URBAN, reviewer: '410100000000-OPERATION' }, [above]],
  'decline-appealed': [{ unit: HOLDER, reviewer: '410100000000-OPERATION' }, [above, center]],
  'decline-appeal-decided': [{ unit: HOLDER, reviewer: '410100000000-OPERATION' }, [center]],
  'evidence-doubted': [byUrban, [center]],
  voided: [{}, [center, urban, police, health]],
};

describe('[E12] who is told', () => {
  it.each(TICKET_VERBS)('of %s', (verb) => {
    const [detail, expected] = STORIES[verb];
    expect(told(verb, detail)).toEqual(expected);
  });

  it('a reason stands where nobody is told', () => {
    const silent = Object.values(AUDIENCES).filter((audience) => 'nobody' in audience);
    expect(silent.map(({ nobody }) => nobody.length > 20)).toEqual([true]);
  });

  it('the staff of a grid, where they do the work of their committee', () => {
    const committee = '410105001001-COMMITTEE';
    const units = [{ organization: committee, part: 'LEAD' as const, state: 'WORKING', gridId: GRID }];
    expect(told('dispatched', {}, { units })).toEqual([staff]);
    expect(told('late', { unit: committee }, { units })).toEqual([staff, center]);
  });

  it('a town that handles a matter itself is not told of its own work', () => {
    const town = {
      holder: `${TOWN}-TOWN`,
      units: [{ organization: `${TOWN}-TOWN`, part: 'LEAD' as const, state: 'WORKING' }],
    };
    expect(told('dispatched', {}, town)).toEqual([]);
    expect(told('completed', { unit: `${TOWN}-TOWN` }, town)).toEqual([]);
  });

  it('a late center’s superior, and nobody above the highest center', () => {
    expect(told('late', { unit: HOLDER })).toEqual([center, above]);
    expect(told('joint-case-opened', { members: [] }, { holder: '410100000000-OPERATION' })).toEqual([above]);
  });

  it('a body that is center and unit has one desk, and people of both find it there', () => {
    const audience = { tell: ['HOLDER', 'UNITS'] } as const;
    const units = [{ organization: HOLDER, part: 'LEAD' as const, state: 'WORKING' }];
    const desks = desksOf({ ticket: { ...ticket, units }, detail: {}, pack }, audience);
    expect(desks.map(({ tokens }) => tokens)).toEqual([[center, `unit:${HOLDER}`]]);
  });

  it('nobody, of an event from before its detail was told', () => {
    expect(told('supervision-answered', {})).toEqual([]);
    const { concerns: _, ...old } = ticket;
    const desks = desksOf({ ticket: old, detail: {}, pack }, { tell: ['CONCERNED'] });
    expect(desks.map(({ key }) => key)).toEqual([center, urban, police]);
  });
});
