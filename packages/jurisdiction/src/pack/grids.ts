import { z } from 'zod';
import { ruled } from './ground.ts';
import { limitSchema } from './limit.ts';
import { bodyFunction, code, gridKind, label, level } from './vocabulary.ts';

const kind = ruled({
  kind: gridKind,
  label,
  /** What one grid of this kind is made of, in the law's words. */
  unit: z.string().min(1),
});

const norm = ruled({
  kind: gridKind,
  measure: z.enum(['HOUSEHOLDS', 'RESIDENTS']),
  min: z.int().min(0),
  max: z.int().min(1),
  /** The figure where the law says "about"; min and max then stand for the operator's reading of "about". */
  about: z.int().nullable(),
});

const template = z
  .string()
  .regex(/^(\{(division|kind|role|grid)\}|\{serial:\d\}|[A-Z0-9-])+$/, 'unknown part in a code template');

/** Serials count in each division and kind, so a grid's code needs all three parts to be unique. */
const gridTemplate = template.refine(
  (text) => ['{division}', '{kind}', '{serial:'].every((part) => text.includes(part)),
  'a grid code needs {division}, {kind} and {serial:n}',
);

const kindLetters = z
  .record(gridKind, z.string().regex(/^[A-Z0-9]$/))
  .refine((letters) => new Set(Object.values(letters)).size === gridKind.options.length, 'kinds share a letter');

const coding = ruled({
  unique: z.literal(true),
  /** Whose coding rule the law points to. */
  ruleOf: z.enum(['PROVINCE', 'CITY']),
  /** The concrete form, decided by the operator until the province's own table is entered. */
  format: ruled({
    grid: gridTemplate,
    kindLetters,
    microGrid: template.nullable(),
    personnel: template.nullable(),
  }),
});

const microGrids = ruled({ foreseen: z.boolean(), kinds: z.array(gridKind), label: label.nullable() });

const exclusive = z.strictObject({
  categories: z.array(z.strictObject({ code, label })).min(1),
  dualManagement: ruled({ applies: z.boolean() }),
  /** Who names the leader of one that crosses areas or managing bodies. */
  crossRegionLeader: ruled({ namedBy: z.enum(['COMMON_SUPERIOR', 'COUNTY']) }),
  /** Sectors of the four lists (patrol, department, host unit, assistance); null where the law knows no such lists. */
  fourLists: ruled({ sectors: z.array(z.strictObject({ code, label })).min(1) }).nullable(),
});

/** `grids.yaml`: kinds, sizes, codes, who draws them and to whom a change is filed. */
export const grids = z.strictObject({
  kinds: z.array(kind).length(3),
  norms: z.array(norm),
  minGridsPerVillage: ruled({ count: z.int().min(0) }),
  drawnBy: ruled({ level, body: bodyFunction, togetherWith: z.array(bodyFunction) }),
  oneDivision: ruled({ otherDivisionsForbidden: z.boolean(), unlessLawSaysOtherwise: z.boolean() }),
  /** Departmental grids that are merged into the unified ones. */
  mergedDepartmentalGrids: z.array(label),
  coding,
  publication: ruled({ required: z.boolean() }),
  filing: ruled({ required: z.boolean(), with: level, within: ruled({ limit: limitSchema }) }),
  microGrids,
  exclusive,
});
