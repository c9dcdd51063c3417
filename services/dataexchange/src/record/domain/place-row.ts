import { areasOf } from '@gridlink/contracts';
import { areaFieldOf, type ResourceField } from '../../resource/domain/resource.ts';
import type { RowValues } from './check-row.ts';

/** Where a row belongs. */
export type Place = {
  readonly division: string;
  /** All divisions it lies in, highest first. */
  readonly areas: readonly string[];
  /** Id of the grid, where the row names one. */
  readonly grid?: string;
};

export type PlacedRow = { readonly place: Place } | { readonly message: string };

type Owner = { readonly division: string; readonly fields: readonly ResourceField[] };

/** Finds a row's place by its area field. An owner answers for its own division only, so a row outside of it is refused. */
export function placeRow(owner: Owner, values: RowValues, gridOf: (code: string) => Place | undefined): PlacedRow {
  const field = areaFieldOf(owner.fields);
  const value = field === undefined ? null : values[field.name];
  if (field === undefined || typeof value !== 'string') {
    return { place: { division: owner.division, areas: areasOf(owner.division) } };
  }
  const place = field.type === 'GRID' ? gridOf(value) : { division: value, areas: areasOf(value) };
  if (place === undefined) return { message: `${field.name} 不是已公布网格的编码` };
  if (!place.areas.includes(owner.division)) return { message: `${field.name} 不在本机构辖区内` };
  return { place };
}
