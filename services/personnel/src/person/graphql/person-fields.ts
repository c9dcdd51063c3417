import { readFieldsOf, type Selection } from '@gridlink/subgraph-kit';
import type { StoredPerson } from '../domain/person.ts';

type Field = keyof StoredPerson;

/** Both numbers are opened together. */
const NUMBERS: readonly Field[] = ['sealedPhone', 'sealedIdNumber'];

/** What each resolver of a person reads of the file: what nobody asks for stays in the database, sealed numbers above all. */
const needs: Readonly<Record<string, readonly Field[]>> = {
  id: [],
  name: ['name'],
  jurisdiction: ['jurisdiction'],
  division: ['division'],
  birthDate: ['birthDate'],
  nationality: ['nationality'],
  education: ['education'],
  health: ['health'],
  employment: ['employment'],
  backgrounds: ['backgrounds'],
  vetting: ['vetting'],
  phone: NUMBERS,
  idNumberMasked: NUMBERS,
  appointments: [],
  registeredAt: ['registeredAt'],
  reveals: [],
};

/** Fields that a person's name card answers. */
const CARD: ReadonlySet<string> = new Set(['id', 'name', 'jurisdiction']);

/** True where an operation asks of persons no more than their cards. */
export const asksForCards = (selection: Selection): boolean =>
  [...selection.fieldsOf('Person')].every((field) => CARD.has(field));

/** What an operation's reads of persons bring; who sees how much of a file is decided by where it is kept. */
export const personFields = readFieldsOf('Person', { needs, always: ['name', 'jurisdiction', 'areas'] });
