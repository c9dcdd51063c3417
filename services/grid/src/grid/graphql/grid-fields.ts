import { readFieldsOf } from '@gridlink/subgraph-kit';
import type { GridRecord } from '../use-cases/grid-repository.ts';

type Field = keyof GridRecord;

/** What each resolver of a grid reads of its document; boundary and history have loaders of their own. */
const needs: Readonly<Record<string, readonly Field[]>> = {
  id: [],
  code: ['code'],
  formerCodes: ['formerCodes'],
  name: ['name'],
  kind: ['kind'],
  kindLabel: ['kind', 'jurisdiction'],
  status: ['status'],
  jurisdiction: ['jurisdiction'],
  division: ['division'],
  divisions: ['areas'],
  boundary: [],
  squareMetres: ['squareMetres'],
  effectiveFrom: ['effectiveFrom'],
  exclusive: ['exclusive', 'jurisdiction'],
  retirement: ['retiredAt', 'retiredReason'],
  households: ['households'],
  residents: ['residents'],
  normWarnings: ['kind', 'households', 'residents', 'jurisdiction'],
  history: ['areas', 'jurisdiction'],
  externalId: ['externalId'],
  version: ['version'],
};

/** What an operation's loaders of grids bring: they look up by present and former code. */
export const gridFields = readFieldsOf('Grid', { needs, always: ['code', 'formerCodes'] });
