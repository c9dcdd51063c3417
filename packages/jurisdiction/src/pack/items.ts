import { z } from 'zod';
import { ruled } from './ground.ts';
import { bodyFunction, code, label, level, severity } from './vocabulary.ts';

const category = ruled({
  code,
  label,
  /** The law's own words. */
  text: z.string().min(1),
});

/** One row of the list of what grid staff do. The category's article is its legal ground. */
const item = z
  .strictObject({
    code,
    category: code,
    title: z.string().min(1),
    /** 主责 or 协助. */
    responsibility: z.enum(['PRIMARY', 'ASSIST']),
    /** The department a ticket of this item is dispatched to first. */
    lead: bodyFunction,
    /** The department that must guide, train and support; the lead where the file names no other. */
    guiding: bodyFunction.optional(),
    /** A hint for whoever grades the ticket; NORMAL where the file says nothing. */
    severity: severity.default('NORMAL'),
    /** Heads of the citizens' message tree (first level) this item answers. */
    topics: z.array(z.string().min(1)),
  })
  .transform((row) => ({ ...row, guiding: row.guiding ?? row.lead }));

const reservedAct = ruled({
  code,
  label,
  /** Phrases that give such an act away in a proposed item's title. */
  words: z.array(z.string().min(2)).min(1),
});

/** `items.yaml`: the item list, what may never be on it, and how it changes. */
export const serviceItems = z.strictObject({
  categories: z.array(category).min(1),
  items: z.array(item).min(1),
  /** Acts of authority and negative-list matters: never on the list, never dispatched to grid staff. */
  reserved: z.array(reservedAct).min(1),
  /** Levels whose coordination body makes a list. */
  list: ruled({ madeBy: z.array(level).min(1), published: z.boolean(), fileWith: level.nullable() }),
  admission: ruled({ consentBy: level, exit: z.boolean() }),
  offList: z.strictObject({
    mayRefuse: ruled({ may: z.boolean() }),
    /** Whether a department may ask for off-list work with the coordination body's recorded consent. */
    withConsent: ruled({ possible: z.boolean() }),
    complaintTo: ruled({ body: bodyFunction }),
    /** How long a signed exception from the list may last at most. */
    exception: ruled({ mostDays: z.int().min(1).max(366) }),
  }),
  guidance: ruled({ required: z.boolean(), text: z.string().min(1) }),
  /** 协同性审查: review of policies that rely on grids, where the law asks for it. */
  policyReview: ruled({ required: z.boolean() }),
});
