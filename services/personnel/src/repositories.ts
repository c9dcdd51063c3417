import type { Publisher } from '@gridlink/event-bus';
import type { Packs } from '@gridlink/jurisdiction';
import { systemScope } from '@gridlink/subgraph-kit';
import type { Connection } from 'mongoose';
import { createMongoAccounts } from './account/persistence/mongo-accounts.ts';
import { createMongoLoginAttempts } from './account/persistence/mongo-login-attempts.ts';
import { isInForce } from './appointment/domain/appointment.ts';
import { shownOnNotice } from './appointment/domain/public-notice.ts';
import { createMongoAppointments } from './appointment/persistence/mongo-appointments.ts';
import { createMongoOrganizations } from './organization/persistence/mongo-organizations.ts';
import { createMongoPersons } from './person/persistence/mongo-persons.ts';
import { createMongoReveals } from './personal-data/mongo-reveals.ts';
import { createPersonalDataCipher } from './personal-data/personal-data-cipher.ts';
import { createMongoPrograms } from './program/persistence/mongo-programs.ts';
import { createMongoSessions } from './session/persistence/mongo-sessions.ts';
import { createMongoStaffedGrids } from './staffing/persistence/mongo-staffed-grids.ts';

/** What repositories need to know besides their database. */
export type RepositorySettings = { readonly packs: Packs; readonly personalDataKey: Buffer };

/** All collections of the service. */
export function createRepositories(
  connection: Connection,
  publisher: Publisher,
  { packs, personalDataKey }: RepositorySettings,
) {
  const isShown = shownOnNotice(packs);
  const appointments = createMongoAppointments(connection, publisher, isShown);
  const readPosts = async (personIds: readonly string[]) => {
    const held = await appointments.ofPersons(systemScope('who works with whom'), personIds);
    return held.filter(isInForce).map((post) => ({ ...post, onNotice: isShown(post, 'STAFF_NAMES') }));
  };
  return {
    appointments,
    organizations: createMongoOrganizations(connection, publisher),
    persons: createMongoPersons(connection, createPersonalDataCipher(personalDataKey), readPosts),
    reveals: createMongoReveals(connection),
    grids: createMongoStaffedGrids(connection),
    accounts: createMongoAccounts(connection, publisher),
    attempts: createMongoLoginAttempts(connection),
    sessions: createMongoSessions(connection, publisher),
    programs: createMongoPrograms(connection, publisher),
  };
}
export type Repositories = ReturnType<typeof createRepositories>;

/** Indexes are made at start, before the first query can want them. */
export async function ensureIndexes(repositories: Repositories): Promise<void> {
  for (const repository of Object.values(repositories)) await repository.ensureIndexes();
}
