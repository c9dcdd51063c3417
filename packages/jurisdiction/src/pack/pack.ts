import type { z } from 'zod';
import { appraisal } from './appraisal.ts';
import { conduct } from './conduct.ts';
import { dataSharing } from './data-sharing.ts';
import { departments } from './departments.ts';
import { evidence } from './evidence.ts';
import { grids } from './grids.ts';
import { identity } from './identity.ts';
import { serviceItems } from './items.ts';
import { limits } from './limit.ts';
import { notice } from './notice.ts';
import { staff } from './roles.ts';
import { loop } from './stages.ts';
import type { DeepReadonly } from './vocabulary.ts';

/** One file of a pack's folder a subject: `identity` is read from `pack.yaml`, `grids` from `grids.yaml`, and so on. */
export const SUBJECTS = {
  identity: { file: 'pack.yaml', schema: identity },
  grids: { file: 'grids.yaml', schema: grids },
  notice: { file: 'notice.yaml', schema: notice },
  staff: { file: 'roles.yaml', schema: staff },
  departments: { file: 'departments.yaml', schema: departments },
  serviceItems: { file: 'items.yaml', schema: serviceItems },
  loop: { file: 'stages.yaml', schema: loop },
  limits: { file: 'limits.yaml', schema: limits },
  conduct: { file: 'conduct.yaml', schema: conduct },
  appraisal: { file: 'appraisal.yaml', schema: appraisal },
  dataSharing: { file: 'data.yaml', schema: dataSharing },
  evidence: { file: 'evidence.yaml', schema: evidence },
} as const;

export type Subject = keyof typeof SUBJECTS;

/** All that was read from one folder. */
export type PackData = { [S in Subject]: z.output<(typeof SUBJECTS)[S]['schema']> };

type PackIdentity = DeepReadonly<PackData['identity']>;

/**
 * One jurisdiction's regulation as data, checked and frozen. `code`, `name`, `status`, `territory` … come from `pack.yaml`; each other
 * part is one file. Every rule in it carries `basis` and `article`; `cite` turns an article into the form a citizen can look up.
 */
export type Pack = PackIdentity & {
  readonly [S in Exclude<Subject, 'identity'>]: DeepReadonly<PackData[S]>;
} & {
  /** `cite('第十条')` → `<title of the regulation>第十条`, with （草案） after the title of a draft. */
  readonly cite: (article: string) => string;
};

export type GridKindRule = Pack['grids']['kinds'][number];
export type SizingNorm = Pack['grids']['norms'][number];
export type NoticeField = Pack['notice']['fields'][number];
export type RoleRule = Pack['staff']['roles'][number];
export type StaffingRule = Pack['staff']['staffing'][number];
export type EligibilityRule = Pack['staff']['eligibility'][number];
export type BodyRule = Pack['departments']['linkage'][number];
export type ItemCategory = Pack['serviceItems']['categories'][number];
export type ServiceItem = Pack['serviceItems']['items'][number];
export type ReservedAct = Pack['serviceItems']['reserved'][number];
export type StepLimits = Pack['limits']['steps'];
/** Names of the limits that are looked up by severity alone; `handle` has bounds besides. */
export type LimitedStep = Exclude<keyof StepLimits, 'handle' | 'basis' | 'article'>;
export type FunctionalZone = Pack['zones'][number];
