import { z } from 'zod';
import { defineEvent } from '../../event.ts';

/** How sensitive a field is; what a reader sees of it follows (PY20, LC20). */
export const DATA_GRADES = ['PUBLIC', 'INTERNAL', 'SENSITIVE', 'PERSONAL'] as const;
export type DataGrade = (typeof DATA_GRADES)[number];

/** 无条件共享, 有条件共享, 不予共享. */
export const SHARING_TYPES = ['UNCONDITIONAL', 'CONDITIONAL', 'NOT_SHARED'] as const;
export type SharingType = (typeof SHARING_TYPES)[number];

/** A catalogue entry as others may know it: what the data is, never the data. */
export const resourceSnapshotSchema = z.object({
  id: z.string().min(1),
  /** `<organization>/<NAME>`, e.g. 410105000000-CIVIL_AFFAIRS/ELDERLY_ALONE. */
  code: z.string().min(1),
  title: z.string().min(1),
  jurisdiction: z.string(),
  /** 12-digit code of the owner's division. */
  division: z.string().regex(/^\d{12}$/),
  /** Organization code of the owner. */
  owner: z.string().min(1),
  sharing: z.enum(SHARING_TYPES),
  status: z.enum(['PUBLISHED', 'RETIRED']),
  fields: z.array(z.object({ name: z.string(), title: z.string(), type: z.string(), grade: z.enum(DATA_GRADES) })),
});
export type ResourceSnapshot = z.infer<typeof resourceSnapshotSchema>;

const data = z.object({ resource: resourceSnapshotSchema });

export const resourcePublished = defineEvent(
  'gridlink.dataexchange.resource.published.v1',
  '数据资源已编入目录\nA data resource entered the catalogue.',
  data,
);

export const resourceRevised = defineEvent(
  'gridlink.dataexchange.resource.revised.v1',
  '数据资源目录已修订\nThe catalogue entry of a data resource was revised.',
  data,
);

export const resourceRetired = defineEvent(
  'gridlink.dataexchange.resource.retired.v1',
  '数据资源已停止共享\nA data resource was retired.',
  data,
);
