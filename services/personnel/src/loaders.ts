import { createLoader, type Scope, type SubgraphContext, systemScope } from '@gridlink/subgraph-kit';
import type { StoredAccount } from './account/domain/account.ts';
import { isInForce, type StoredAppointment } from './appointment/domain/appointment.ts';
import type { Seat } from './appointment/use-cases/appointment-repository.ts';
import type { StoredOrganization } from './organization/domain/organization.ts';
import { organizationFields } from './organization/graphql/organization-fields.ts';
import type { VisiblePerson } from './person/domain/person.ts';
import { personFields } from './person/graphql/person-fields.ts';
import type { RevealRecord } from './personal-data/mongo-reveals.ts';
import type { Repositories } from './repositories.ts';
import type { StaffedGrid } from './staffing/domain/staffed-grid.ts';

/** Answers by key; any number of keys asked for in one go cost one query. */
type Loader<Row> = { load(key: string): Promise<Row> };

export type Loaders = {
  readonly organizationById: Loader<StoredOrganization | null>;
  readonly organizationByCode: Loader<StoredOrganization | null>;
  /** An organization that another service refers to, a leader of whom no more than the name is asked. */
  readonly organizationReferredTo: Loader<StoredOrganization | null>;
  readonly personReferredTo: Loader<VisiblePerson | null>;
  readonly personById: Loader<VisiblePerson | null>;
  /** A telephone number in clear; asking writes down who asked. */
  readonly revealedPhone: Loader<string | null>;
  readonly revealsOfPerson: Loader<readonly RevealRecord[]>;
  readonly staffOfGrid: Loader<readonly StoredAppointment[]>;
  /** Of a grid's leaders no more than who they are. */
  readonly leadersOfGrid: Loader<readonly Seat[]>;
  readonly staffOfOrganization: Loader<readonly StoredAppointment[]>;
  readonly historyOfPerson: Loader<readonly StoredAppointment[]>;
  readonly postsOfPerson: Loader<readonly StoredAppointment[]>;
  readonly staffedGrid: Loader<StaffedGrid | null>;
  readonly ownAccount: Loader<StoredAccount | null>;
};

const STAFF_MAX = 200;
const HISTORY_MAX = 50;
const REVEALS_MAX = 100;

/** A loader of lists: many keys, one call of `read`, at most `max` rows each. */
function createListLoader<Row>(
  read: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string | null,
  max: number,
) {
  const loader = createLoader<string, { key: string; rows: readonly Row[] }>(
    async (keys) => {
      const groups = Map.groupBy(await read(keys), keyOf);
      return keys.map((key) => ({ key, rows: (groups.get(key) ?? []).slice(0, max) }));
    },
    ({ key }) => key,
  );
  return { load: async (key: string): Promise<readonly Row[]> => (await loader.load(key))?.rows ?? [] };
}

/** Files as the scope shows them; one's own file is always whole. */
function readPersons({ persons }: Repositories, { caller, scope, selection }: SubgraphContext) {
  return async (ids: readonly string[]): Promise<VisiblePerson[]> => {
    const own = caller.person !== undefined && ids.includes(caller.person) ? [caller.person] : [];
    const others = ids.filter((id) => id !== caller.person);
    const fields = personFields(selection);
    const [ownFile, visible] = await Promise.all([
      own.length === 0 ? [] : persons.byIds(systemScope('one reads the own file'), own, fields),
      others.length === 0 ? [] : persons.byIds(scope, others, fields),
    ]);
    return [...ownFile, ...visible];
  };
}

/** Telephone numbers in clear: who sees them is written down before anybody does. */
function readPhones({ persons, reveals }: Repositories, { caller, requestId, now }: SubgraphContext) {
  return async (personIds: readonly string[]): Promise<{ id: string; phone: string }[]> => {
    const at = now();
    await reveals.record(
      personIds.map((personId) => ({ personId, field: 'phone' as const, seenBy: caller.subject, at, requestId })),
    );
    const files = await persons.byIds(systemScope('a recorded reveal'), personIds);
    return files.map(({ person }) => ({ id: person.id, phone: persons.numbersOf(person).phone }));
  };
}

function personLoaders(
  repositories: Repositories,
  base: SubgraphContext,
): Pick<Loaders, 'personById' | 'revealedPhone' | 'revealsOfPerson'> {
  const phones = createLoader(readPhones(repositories, base), ({ id }) => id);
  return {
    personById: createLoader(readPersons(repositories, base), ({ person }) => person.id),
    revealedPhone: { load: async (personId: string) => (await phones.load(personId))?.phone ?? null },
    revealsOfPerson: createListLoader<RevealRecord>(
      (ids) => repositories.reveals.ofPersons(ids),
      ({ personId }) => personId,
      REVEALS_MAX,
    ),
  };
}

function appointmentLoaders({ appointments }: Repositories, scope: Scope) {
  const ofPerson = ({ personId }: StoredAppointment): string => personId;
  const history = createListLoader((ids) => appointments.ofPersons(scope, ids), ofPerson, HISTORY_MAX);
  return {
    staffOfGrid: createListLoader(
      (ids) => appointments.inGrids(scope, ids),
      ({ gridId }) => gridId,
      STAFF_MAX,
    ),
    leadersOfGrid: createListLoader(
      (ids) => appointments.leaders(scope, ids),
      ({ gridId }) => gridId,
      STAFF_MAX,
    ),
    staffOfOrganization: createListLoader(
      (codes) => appointments.inOrganizations(scope, codes),
      ({ organization }) => organization,
      STAFF_MAX,
    ),
    historyOfPerson: history,
    postsOfPerson: { load: async (personId: string) => (await history.load(personId)).filter(isInForce) },
  };
}

/** Everything a request reads by key, each kind in one query whatever the number of keys. */
export function createLoaders(repositories: Repositories, base: SubgraphContext): Loaders {
  const { organizations, grids, accounts } = repositories;
  const { scope, selection } = base;
  return {
    organizationById: createLoader(
      (ids: readonly string[]) => organizations.byIds(scope, ids, organizationFields(selection)),
      ({ id }) => id,
    ),
    organizationByCode: createLoader(
      (codes: readonly string[]) => organizations.byCodes(scope, codes, organizationFields(selection)),
      ({ code }) => code,
    ),
    organizationReferredTo: createLoader(
      (codes: readonly string[]) => organizations.referredTo(scope, codes),
      ({ code }) => code,
    ),
    personReferredTo: createLoader(
      (ids: readonly string[]) => repositories.persons.referredTo(scope, ids),
      ({ person }) => person.id,
    ),
    staffedGrid: createLoader(
      (ids: readonly string[]) => grids.byIds(scope, ids),
      ({ id }) => id,
    ),
    ownAccount: createLoader(
      (ids: readonly string[]) => accounts.byIds(systemScope('one reads the own account'), ids),
      ({ id }) => id,
    ),
    ...personLoaders(repositories, base),
    ...appointmentLoaders(repositories, scope),
  };
}
