import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { divisionLevel, type OrganizationFunction, type OrganizationKind } from '@gridlink/contracts';
import type { BodyRule, Pack } from '@gridlink/jurisdiction';
import { parse } from 'yaml';
import { z } from 'zod';
import { type DivisionRow, isInhabited, placeName } from '../territory/divisions.ts';

export type OrganizationRow = {
  readonly code: string;
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly function: OrganizationFunction;
  readonly division: string;
};

const names = z
  .object({ suffix: z.string(), names: z.record(z.string(), z.string()) })
  .parse(parse(readFileSync(join(import.meta.dirname, '../../data/organization-names.yaml'), 'utf8')));

/** Bodies that stand outside the linkage departments, by their function. */
const KIND_BY_FUNCTION: Partial<Record<OrganizationFunction, OrganizationKind>> = {
  DISCIPLINE_INSPECTION: 'DISCIPLINE_INSPECTION',
  COURT: 'COURT',
  PROCURATORATE: 'PROCURATORATE',
  SURVEY: 'THIRD_PARTY',
  HOST: 'HOST_UNIT',
};

type Group = { readonly kind: OrganizationKind; readonly bodies: readonly BodyRule[] };

const groupsOf = ({ departments }: Pack): readonly Group[] => [
  { kind: 'COORDINATION_BODY', bodies: [departments.coordination] },
  { kind: 'OPERATION_BODY', bodies: [departments.operation] },
  { kind: 'LINKAGE_DEPARTMENT', bodies: [...departments.linkage, ...departments.others] },
  { kind: 'SERVICE_UNIT', bodies: departments.serviceUnits },
  { kind: 'MASS_ORGANIZATION', bodies: departments.massOrganizations },
];

const codeOf = (division: DivisionRow, bodyFunction: string): string => `${division.code}-${bodyFunction}`;

function departmentRow(division: DivisionRow, kind: OrganizationKind, body: BodyRule): OrganizationRow {
  const bodyFunction = body.function as OrganizationFunction;
  const own = kind === 'COORDINATION_BODY' || kind === 'OPERATION_BODY';
  const called = own ? body.label.zh : (names.names[bodyFunction] ?? `${body.label.zh}${names.suffix}`);
  return {
    code: codeOf(division, bodyFunction),
    name: `${division.name}${called}`,
    kind: KIND_BY_FUNCTION[bodyFunction] ?? kind,
    function: bodyFunction,
    division: division.code,
  };
}

const townName = ({ name }: DivisionRow): string =>
  /[镇乡]$/.test(name) ? `${name}人民政府` : `${name.replace(/办事处$/, '')}办事处`;

/** A division's bodies as the pack says: departments of a city or county, the town's government, the community's committee. */
function bodiesAt(pack: Pack, division: DivisionRow): OrganizationRow[] {
  const level = divisionLevel(division.code);
  if (level === 'VILLAGE') {
    const name = /委(员)?会$/.test(division.name) ? division.name : `${placeName(division)}居民委员会`;
    return [
      { code: codeOf(division, 'COMMITTEE'), name, kind: 'COMMITTEE', function: 'COMMITTEE', division: division.code },
    ];
  }
  if (level === 'TOWN') {
    return [
      {
        code: codeOf(division, 'TOWN'),
        name: townName(division),
        kind: 'TOWN',
        function: 'TOWN',
        division: division.code,
      },
    ];
  }
  const rows = groupsOf(pack).flatMap(({ kind, bodies }) =>
    bodies.filter((body) => body.levels.includes(level)).map((body) => departmentRow(division, kind, body)),
  );
  // Where the law gives both tasks to one body, it stands once, under its first task.
  return rows.filter((row, index) => rows.findIndex(({ code }) => code === row.code) === index);
}

/** All organizations of the city and of the counties that are built up. */
export function planOrganizations(
  pack: Pack,
  divisions: readonly DivisionRow[],
  counties: readonly string[],
): OrganizationRow[] {
  const built = (row: DivisionRow): boolean => counties.some((county) => row.code.startsWith(county.slice(0, 6)));
  const city = (row: DivisionRow): boolean =>
    row.level === 'CITY' && counties.some((county) => county.startsWith(row.code.slice(0, 4)));
  return divisions
    .filter((row) => city(row) || (built(row) && (row.level !== 'VILLAGE' || isInhabited(row))))
    .flatMap((row) => bodiesAt(pack, row));
}
