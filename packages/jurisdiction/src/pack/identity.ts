import { z } from 'zod';
import { ruled } from './ground.ts';
import { isoDate, label, level } from './vocabulary.ts';

const divisionPrefix = z.string().regex(/^\d{2}(\d{2}(\d{2})?)?$/, 'a prefix has 2, 4 or 6 digits');

const zone = ruled({
  label,
  /** 12 digits, or null where the official tables give the zone no code of its own. */
  division: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  /** Other codes the same zone goes by in maps and older tables. */
  alsoCoded: z.array(z.string().regex(/^\d{12}$/)),
  /** The rank its committee governs at. */
  level,
  governedBy: label,
});

/** `pack.yaml`: which law, where it holds, since when. */
export const identity = z.strictObject({
  code: z.string().regex(/^[a-z]+$/),
  name: label,
  regulation: z.strictObject({
    zh: z.string().min(1),
    en: z.string().min(1),
    kind: z.enum(['LOCAL_REGULATION', 'GOVERNMENT_RULE']),
    /** How many articles it has: a citation beyond the last one is refused at start. */
    articles: z.int().min(1).max(300),
  }),
  status: z.enum(['IN_FORCE', 'DRAFT']),
  /** The first day it holds (Asia/Shanghai), null for a draft. */
  inForceFrom: isoDate.nullable(),
  territory: z.strictObject({ level, prefixes: z.array(divisionPrefix).min(1) }),
  zones: z.array(zone),
  /** Whether development zones not listed here are governed like a county too. */
  otherZones: ruled({ governLikeCounty: z.boolean() }),
});
