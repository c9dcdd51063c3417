import type { Role } from '@gridlink/contracts';
import { connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import { callOf } from '../../call.ts';
import type { PersonnelContext } from '../../context.ts';
import { checkSearchWords } from '../../input-text/search-words.ts';
import { maskIdNumber, maskPhone } from '../../personal-data/mask.ts';
import type { RevealRecord } from '../../personal-data/mongo-reveals.ts';
import type { StoredPerson, VisiblePerson } from '../domain/person.ts';
import type { PersonFilter, Persons } from '../use-cases/person-repository.ts';
import { type RegisterPersonsDeps, type RegisterPersonsInput, registerPersons } from '../use-cases/register-persons.ts';

/** Roles whose work is to call the person; all others see a masked number. */
const CONTACT_ROLES: ReadonlySet<Role> = new Set<Role>([
  'ADMIN',
  'CITY_COORDINATOR',
  'COUNTY_COORDINATOR',
  'TOWN_OPERATOR',
  'PLATFORM_OPERATOR',
  'GRID_LEADER',
]);

/** A field of the file itself: empty where only the published part may be seen. */
const ofFile =
  <T>(read: (person: StoredPerson) => T) =>
  ({ person, disclosure }: VisiblePerson): T | null =>
    disclosure === 'FULL' ? read(person) : null;

function phoneOf(persons: Persons) {
  return (
    { person, disclosure }: VisiblePerson,
    { reveal }: { reveal: boolean },
    { caller, loaders }: PersonnelContext,
  ): string | null | Promise<string | null> => {
    const own = caller.person === person.id;
    if (disclosure !== 'FULL' && !own) return null;
    const mayReveal = own || caller.roles.some((role) => CONTACT_ROLES.has(role));
    return reveal && mayReveal ? loaders.revealedPhone.load(person.id) : maskPhone(persons.numbersOf(person).phone);
  };
}

export const personResolvers = (deps: RegisterPersonsDeps) => ({
  Query: {
    person: (_: unknown, { id }: { id: string }, { loaders }: PersonnelContext) => loaders.personById.load(id),
    async persons(
      _: unknown,
      { filter, ...page }: { filter?: PersonFilter | null } & PageArguments,
      { scope }: PersonnelContext,
    ) {
      const request = pageRequest(page);
      checkSearchWords(filter?.nameContains, 'nameContains');
      const rows = await deps.persons.list(scope, filter ?? {}, request);
      const visible = rows.map((person): VisiblePerson => ({ person, disclosure: 'FULL' }));
      return connectionOf(visible, request, ({ person }) => [person.name, person.id]);
    },
  },
  Mutation: {
    registerPersons: (_: unknown, { input }: { input: RegisterPersonsInput }, context: PersonnelContext) =>
      registerPersons(deps, callOf(context), input),
  },
  Person: {
    __resolveReference: ({ id }: { id: string }, { loaders }: PersonnelContext) => loaders.personById.load(id),
    id: ({ person }: VisiblePerson) => person.id,
    name: ({ person }: VisiblePerson) => person.name,
    jurisdiction: ({ person }: VisiblePerson) => person.jurisdiction,
    division: ofFile(({ division }) => ({ code: division })),
    birthDate: ofFile(({ birthDate }) => birthDate),
    nationality: ofFile(({ nationality }) => nationality),
    education: ofFile(({ education }) => education),
    health: ofFile(({ health }) => health),
    employment: ofFile(({ employment }) => employment),
    backgrounds: ofFile(({ backgrounds }) => backgrounds),
    vetting: ofFile(({ vetting }) => vetting),
    phone: phoneOf(deps.persons),
    idNumberMasked: ofFile((person) => maskIdNumber(deps.persons.numbersOf(person).idNumber)),
    appointments: ({ person, disclosure }: VisiblePerson, _: unknown, { loaders }: PersonnelContext) =>
      (disclosure === 'FULL' ? loaders.historyOfPerson : loaders.postsOfPerson).load(person.id),
    registeredAt: ofFile(({ registeredAt }) => registeredAt),
    reveals: ({ person, disclosure }: VisiblePerson, _: unknown, { loaders }: PersonnelContext) =>
      disclosure === 'FULL' ? loaders.revealsOfPerson.load(person.id) : null,
  },
  Reveal: {
    seenBy: ({ seenBy }: RevealRecord) => seenBy,
  },
});
