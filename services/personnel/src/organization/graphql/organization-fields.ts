import { readFieldsOf } from '@gridlink/subgraph-kit';
import type { Organization } from '../domain/organization.ts';

type Field = keyof Organization | 'version';

const needs: Readonly<Record<string, readonly Field[]>> = {
  id: [],
  code: ['code'],
  name: ['name'],
  kind: ['kind'],
  function: ['function'],
  level: ['level'],
  jurisdiction: ['jurisdiction'],
  division: ['division'],
  phone: ['phone'],
  active: ['active'],
  successor: ['successor'],
  registeredAt: ['registeredAt'],
  version: ['version'],
  staff: ['code'],
};

/** What an operation's reads of organizations bring. */
export const organizationFields = readFieldsOf('Organization', { needs, always: ['code'] });
