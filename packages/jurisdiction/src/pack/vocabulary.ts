import { z } from 'zod';

/** A name in both languages of the platform; the Chinese one is the law's own word wherever the law has one. */
export const label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

export const level = z.enum(['PROVINCE', 'CITY', 'COUNTY', 'TOWN', 'VILLAGE']);
/** Levels of the administrative tree, highest first. */
export type Level = z.infer<typeof level>;

export const gridKind = z.enum(['URBAN', 'RURAL', 'EXCLUSIVE']);
/** 城市社区网格, 农村网格, 专属网格. Packs that speak of 综合网格 label the first two so; the kind stays. */
export type GridKind = z.infer<typeof gridKind>;

export const staffRole = z.enum([
  'GRID_LEADER',
  'GRID_WORKER',
  'FULL_TIME_WORKER',
  'PART_TIME_WORKER',
  'INSTRUCTOR',
  'MICRO_LEADER',
]);
/** Posts in a grid. `GRID_WORKER` is the 网格员 of a law that does not tell full-time from part-time. */
export type StaffRole = z.infer<typeof staffRole>;

export const severity = z.enum(['NORMAL', 'MAJOR', 'URGENT']);
/** 一般, 重大, 紧急. */
export type Severity = z.infer<typeof severity>;

/** The function half of an organization code such as `<division>-URBAN_MANAGEMENT`. Which exist is the packs' data. */
export const bodyFunction = z
  .string()
  .regex(/^[A-Z][A-Z_]*[A-Z]$/, 'a function is written in capitals, like URBAN_MANAGEMENT');

/** A code inside a pack's own list, such as a reason or an outcome. */
export const code = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'a code is written in capitals, like WRONG_TERRITORY');

export const isoDate = z.iso.date();

/** Every field read-only, all the way down: what loaded packs are frozen to at run time. */
export type DeepReadonly<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
