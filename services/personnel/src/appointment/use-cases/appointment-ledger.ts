import { randomUUID } from 'node:crypto';
import type { Pack, Packs } from '@gridlink/jurisdiction';
import { reachesArea, systemScope } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import type { Organization } from '../../organization/domain/organization.ts';
import type { Organizations } from '../../organization/use-cases/organization-repository.ts';
import type { Person } from '../../person/domain/person.ts';
import type { Persons } from '../../person/use-cases/person-repository.ts';
import type { StaffedGrid } from '../../staffing/domain/staffed-grid.ts';
import type { StaffedGrids } from '../../staffing/use-cases/staffed-grid-repository.ts';
import type { Appointment } from '../domain/appointment.ts';
import type { AppointmentFacts, AppointmentRequest } from '../domain/appointment-request.ts';
import { ONE_PERSON_POSTS } from '../domain/held-together.ts';
import type { Appointments } from './appointment-repository.ts';

export type LedgerDeps = {
  readonly appointments: Appointments;
  readonly persons: Persons;
  readonly grids: StaffedGrids;
  readonly organizations: Organizations;
  readonly packs: Packs;
};

/** Everything the decisions on some requests need, read in five queries whatever their number. */
export type AppointmentLedger = {
  /** Pack of the place a request names, or undefined where the place is unknown to the caller. */
  packOf(request: AppointmentRequest): Pack | undefined;
  factsFor(request: AppointmentRequest, pack: Pack): AppointmentFacts;
  /** Counts an appointment just decided, so that the next row of an import knows of it. */
  note(appointment: Appointment): void;
};

const ALL_HISTORY = systemScope('held-together rules look at every appointment of a person and a seat');

const present = <T>(values: ReadonlyArray<T | null>): T[] => [
  ...new Set(values.filter((value): value is T => value !== null)),
];

function bucket<K>(
  appointments: readonly Appointment[],
  keyOf: (appointment: Appointment) => K,
): Map<K, Appointment[]> {
  const buckets = new Map<K, Appointment[]>();
  for (const appointment of appointments) {
    const key = keyOf(appointment);
    const list = buckets.get(key);
    if (list) list.push(appointment);
    else buckets.set(key, [appointment]);
  }
  return buckets;
}

async function readAll(deps: LedgerDeps, call: Call, requests: readonly AppointmentRequest[]) {
  const personIds = present(requests.map(({ personId }) => personId));
  const gridIds = present(requests.map(({ gridId }) => gridId));
  const codes = present(
    requests.flatMap(({ organization, appointingBody, togetherWith }) => [
      organization,
      appointingBody,
      ...togetherWith,
    ]),
  );
  const [persons, grids, organizations, history, seats] = await Promise.all([
    deps.persons.byIds(call.scope, personIds),
    deps.grids.byIds(call.scope, gridIds),
    deps.organizations.byCodes(call.scope, codes),
    deps.appointments.ofPersons(ALL_HISTORY, personIds),
    deps.appointments.seatsOf(ALL_HISTORY, gridIds, [...ONE_PERSON_POSTS]),
  ]);
  return { persons, grids, organizations, history, seats };
}

/** Reads what the requests need; files the caller may not see whole count as unknown persons. */
export async function readLedger(
  deps: LedgerDeps,
  call: Call,
  requests: readonly AppointmentRequest[],
): Promise<AppointmentLedger> {
  const read = await readAll(deps, call, requests);
  const persons = new Map<string, Person>(
    read.persons.filter(({ disclosure }) => disclosure === 'FULL').map(({ person }) => [person.id, person]),
  );
  const grids = new Map<string, StaffedGrid>(read.grids.map((grid) => [grid.id, grid]));
  const bodies = new Map<string, Organization>(read.organizations.map((body) => [body.code, body]));
  const history = bucket(read.history, ({ personId }) => personId);
  const seats = bucket(read.seats, ({ gridId }) => gridId);
  const placeOf = ({ gridId, organization }: AppointmentRequest) =>
    (gridId === null ? undefined : grids.get(gridId)) ?? (organization === null ? undefined : bodies.get(organization));

  return {
    packOf: (request) => deps.packs.get(placeOf(request)?.jurisdiction ?? ''),
    factsFor(request, pack) {
      const within = <T extends { readonly jurisdiction: string }>(thing: T | undefined): T | undefined =>
        thing?.jurisdiction === pack.code ? thing : undefined;
      return {
        pack,
        now: call.now,
        newId: randomUUID(),
        recorder: call.caller.subject,
        person: within(persons.get(request.personId)),
        grid: within(request.gridId === null ? undefined : grids.get(request.gridId)),
        organization: within(request.organization === null ? undefined : bodies.get(request.organization)),
        bodies,
        history: history.get(request.personId) ?? [],
        seats: request.gridId === null ? [] : (seats.get(request.gridId) ?? []),
        mayWrite: (areas) => reachesArea(call.scope, pack.code, areas),
      };
    },
    note(appointment) {
      const { personId, gridId, position } = appointment;
      history.set(personId, [...(history.get(personId) ?? []), appointment]);
      if (gridId !== null && ONE_PERSON_POSTS.has(position))
        seats.set(gridId, [...(seats.get(gridId) ?? []), appointment]);
    },
  };
}
