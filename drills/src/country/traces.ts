import { callerAt, ownerOf, workplacesOf } from './callers.ts';
import type { Country, Territory } from './country.ts';

const REGISTER_PROGRAM = /* GraphQL */ `
  mutation Register($input: RegisterProgramInput!) { registerProgram(input: $input) { clientId userErrors { code message } } }
`;
const DRAFT = /* GraphQL */ `
  mutation Draft($input: DraftGridInput!) { draftGrid(input: $input) { grid { id } userErrors { code message } } }
`;
const APPOINTMENTS = /* GraphQL */ `query Staff($id: ID!) { grid(id: $id) { staff { id version } } }`;
const END = /* GraphQL */ `
  mutation End($input: EndAppointmentInput!) { endAppointment(input: $input) { appointment { id } userErrors { code message } } }
`;
const REVEAL = /* GraphQL */ `query Reveal($id: ID!) { person(id: $id) { phone(reveal: true) } }`;

type Clients = Pick<Country, 'clientOf'>;
type Posts = { readonly grid: { readonly staff: readonly { readonly id: string; readonly version: number }[] } };

/** What is not for everybody's eyes: a program, a draft, a revealed number, a post that has ended; in every town its own. */
export async function leaveTraces(country: Clients, territory: Territory): Promise<void> {
  for (const place of workplacesOf(territory)) {
    const admin = country.clientOf(callerAt('ADMIN', place));
    const planned = territory.grids.find(({ town }) => town === place.town);
    if (!planned) continue;
    await admin.command(REGISTER_PROGRAM, {
      input: { organization: ownerOf(place.county), name: `接口 ${place.town}`, roles: ['DATA_STEWARD'] },
    });
    await admin.command(DRAFT, {
      input: {
        jurisdiction: territory.code,
        grid: {
          externalId: `draft-${place.town}`,
          name: '拟设网格',
          kind: planned.kind,
          division: planned.division,
          boundary: planned.boundary,
        },
      },
    });
    await admin.ask(REVEAL, { id: place.person });
    const { grid } = await admin.ask<Posts>(APPOINTMENTS, { id: place.grid });
    const last = grid.staff.at(-1);
    if (last) {
      const input = { appointmentId: last.id, expectedVersion: last.version, reason: '调动' };
      await admin.command(END, { input });
    }
  }
}
