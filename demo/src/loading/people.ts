import type { GraphClient } from '../graph-client.ts';
import type { PlannedStaff } from '../people/grid-staff.ts';
import type { OrganizationRow } from '../people/organizations.ts';
import { inBatches } from './in-batches.ts';

const ROWS = /* GraphQL */ 'rows { row code id outcome messages } userErrors { code message field }';
const REGISTER_ORGANIZATIONS = /* GraphQL */ `
  mutation RegisterOrganizations($input: RegisterOrganizationsInput!) { registerOrganizations(input: $input) { ${ROWS} } }
`;
const REGISTER_PERSONS = /* GraphQL */ `
  mutation RegisterPersons($input: RegisterPersonsInput!) { registerPersons(input: $input) { ${ROWS} } }
`;
const IMPORT_APPOINTMENTS = /* GraphQL */ `
  mutation ImportAppointments($input: ImportAppointmentsInput!) { importAppointments(input: $input) { ${ROWS} } }
`;

export async function loadOrganizations(
  admin: GraphClient,
  jurisdiction: string,
  rows: readonly OrganizationRow[],
): Promise<void> {
  await inBatches(admin, {
    what: `${jurisdiction} organizations`,
    mutation: REGISTER_ORGANIZATIONS,
    rows,
    size: 1_000,
    input: (batch) => ({ jurisdiction, rows: batch }),
  });
}

const CLEAN_RECORD = {
  criminalRecord: false,
  openCriminalCase: false,
  detained: false,
  dismissedFromPublicOffice: false,
  listedAsDishonest: false,
};

const personInput = ({ person }: PlannedStaff) => ({
  name: person.name,
  idNumber: person.idNumber,
  birthDate: person.birthDate,
  phone: person.phone,
  division: person.division,
  nationality: 'CN',
  education: 'BACHELOR',
  health: 'FIT',
  backgrounds: person.background ? [person.background] : [],
  vetting: { ...CLEAN_RECORD, attested: person.attested },
});

export type AppointedStaff = PlannedStaff & { readonly personId: string };

/** Registers the people and appoints them to their grids; `gridIds` is by the grids' import identifier. */
export async function loadStaff(
  admin: GraphClient,
  jurisdiction: string,
  planned: { readonly staff: readonly PlannedStaff[]; readonly gridIds: ReadonlyMap<string, string> },
): Promise<AppointedStaff[]> {
  const registered = await inBatches(admin, {
    what: `${jurisdiction} people`,
    mutation: REGISTER_PERSONS,
    rows: planned.staff,
    size: 500,
    input: (batch) => ({ jurisdiction, rows: batch.map(personInput) }),
  });
  const staff = planned.staff.map((member, index) => ({ ...member, personId: registered[index]?.id ?? '' }));
  await inBatches(admin, {
    what: `${jurisdiction} appointments`,
    mutation: IMPORT_APPOINTMENTS,
    rows: staff,
    size: 500,
    input: (batch) => ({
      jurisdiction,
      rows: batch.map((member) => ({
        personId: member.personId,
        position: member.position,
        gridId: planned.gridIds.get(member.grid),
        appointingBody: member.appointingBody,
        togetherWith: member.togetherWith,
        documentNumber: '演示任命〔2026〕1号',
      })),
    }),
  });
  return staff;
}
