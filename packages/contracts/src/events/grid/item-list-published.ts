import { z } from 'zod';
import { defineEvent } from '../../event.ts';
import { ORGANIZATION_FUNCTIONS, SEVERITIES } from '../../vocabulary.ts';

/** One matter of the list that grid staff handle or assist with (事项清单). */
export const serviceItemSnapshotSchema = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  /** Category of the law's list, as its pack names it. */
  category: z.string(),
  /** 主责 or 协助: whether grid staff answer for it or only help a department. */
  responsibility: z.enum(['PRIMARY', 'ASSIST']),
  /** Function of the department that leads such a ticket. */
  leadFunction: z.enum(ORGANIZATION_FUNCTIONS),
  /** Function of the department that guides grid staff. */
  guidingFunction: z.enum(ORGANIZATION_FUNCTIONS),
  severity: z.enum(SEVERITIES),
  /** Heads of the citizens' messages' category tree that this item answers. */
  topics: z.array(z.string()),
  article: z.string(),
});
export type ServiceItemSnapshot = z.infer<typeof serviceItemSnapshotSchema>;

export const itemListPublished = defineEvent(
  'gridlink.grid.item-list.published.v1',
  '网格服务管理事项清单（含负面清单）已公布\nThe list of service items, with its negative list, was published.',
  z.object({
    list: z.object({
      id: z.string(),
      version: z.int().min(1),
      effectiveFrom: z.iso.datetime(),
      items: z.array(serviceItemSnapshotSchema),
      /** Acts that may never be given to grid staff, with the article that says so. */
      negative: z.array(z.object({ code: z.string(), title: z.string(), article: z.string() })),
    }),
  }),
);
