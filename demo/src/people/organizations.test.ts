import { ORGANIZATION_FUNCTIONS } from '@gridlink/contracts';
import { bodiesOf, loadPacks } from '@gridlink/jurisdiction';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readPlan } from '../plan.ts';
import { type DivisionRow, readDivisions } from '../territory/divisions.ts';
import { type OrganizationRow, planOrganizations } from './organizations.ts';

describe.each(readPlan().jurisdictions)('the organizations of $code', ({ code, city, counties }) => {
  let divisions: DivisionRow[];
  let rows: OrganizationRow[];
  beforeAll(async () => {
    const pack = loadPacks().get(code);
    if (!pack) throw new Error(`no pack ${code}`);
    divisions = await readDivisions([city.slice(0, 4)]);
    rows = planOrganizations(pack, divisions, counties);
  });

  it('perform functions that every service knows', () => {
    const pack = loadPacks().get(code);
    const known: readonly string[] = ORGANIZATION_FUNCTIONS;
    expect(pack && bodiesOf(pack).filter((body) => !known.includes(body.function))).toEqual([]);
  });

  it('have codes of their own', () => {
    expect(new Set(rows.map((row) => row.code)).size).toBe(rows.length);
  });

  it('[P16] have a town government for every town of the counties built up', () => {
    const towns = divisions.filter(
      (row) => row.level === 'TOWN' && counties.some((county) => row.code.startsWith(county.slice(0, 6))),
    );
    expect(rows.filter((row) => row.kind === 'TOWN').map((row) => row.division)).toEqual(towns.map((row) => row.code));
  });

  it.each(['COORDINATION', 'URBAN_MANAGEMENT', 'PUBLIC_SECURITY', 'DISCIPLINE_INSPECTION'])(
    'have %s in the county',
    (wanted) => {
      expect(rows.map((row) => row.code)).toContain(`${counties[0]}-${wanted}`);
    },
  );
});
