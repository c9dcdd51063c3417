import type { Pack } from '../pack/pack.ts';
import type { GridKind, StaffRole } from '../pack/vocabulary.ts';

type Parts = {
  readonly division?: string;
  readonly kind?: string;
  readonly role?: string;
  readonly grid?: string;
  readonly serial: number;
};

const ROLE_LETTERS: Readonly<Record<StaffRole, string>> = {
  GRID_LEADER: 'L',
  GRID_WORKER: 'W',
  FULL_TIME_WORKER: 'F',
  PART_TIME_WORKER: 'P',
  INSTRUCTOR: 'I',
  MICRO_LEADER: 'M',
};

function fillSerial(serial: number, digits: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial >= 10 ** digits) {
    throw new RangeError(`serial ${serial} does not fit ${digits} digits`);
  }
  return String(serial).padStart(digits, '0');
}

function fill(template: string, parts: Parts): string {
  return template
    .replace(/\{serial:(\d)\}/, (_, digits: string) => fillSerial(parts.serial, Number(digits)))
    .replace(/\{(division|kind|role|grid)\}/g, (_, name: 'division' | 'kind' | 'role' | 'grid') => parts[name] ?? '');
}

/** The largest serial the pack's grid codes have room for in one division and kind. */
export function maxGridSerial(pack: Pack): number {
  const digits = /\{serial:(\d)\}/.exec(pack.grids.coding.format.grid)?.[1] ?? '3';
  return 10 ** Number(digits) - 1;
}

/**
 * A grid's code by the pack's rule. Serials count from 1 in each division and kind and are never used again.
 * @param parts.division 12 digits: the village or community, or the town for an exclusive grid that spans several
 * @throws RangeError when the serial does not fit
 */
export function gridCode(
  pack: Pack,
  parts: { readonly division: string; readonly kind: GridKind; readonly serial: number },
): string {
  const { format } = pack.grids.coding;
  return fill(format.grid, { ...parts, kind: format.kindLetters[parts.kind] });
}

/** The code of a micro-grid, or null where the pack's law knows none. @throws RangeError when the serial does not fit */
export function microGridCode(pack: Pack, parts: { readonly grid: string; readonly serial: number }): string | null {
  const template = pack.grids.coding.format.microGrid;
  return template === null ? null : fill(template, parts);
}

/** The code of a person's post in a grid, or null where the pack does not code personnel. @throws RangeError when the serial does not fit */
export function personnelCode(
  pack: Pack,
  parts: { readonly grid: string; readonly role: StaffRole; readonly serial: number },
): string | null {
  const template = pack.grids.coding.format.personnel;
  return template === null ? null : fill(template, { ...parts, role: ROLE_LETTERS[parts.role] });
}
