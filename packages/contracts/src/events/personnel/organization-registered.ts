import { z } from 'zod';
import { defineEvent } from '../../event.ts';
import { DIVISION_LEVELS, ORGANIZATION_FUNCTIONS, ORGANIZATION_KINDS } from '../../vocabulary.ts';

export const organizationSnapshotSchema = z.object({
  id: z.string(),
  /** `<division>-<FUNCTION>`, e.g. 410105000000-URBAN_MANAGEMENT. */
  code: z.string(),
  name: z.string(),
  kind: z.enum(ORGANIZATION_KINDS),
  function: z.enum(ORGANIZATION_FUNCTIONS),
  level: z.enum(DIVISION_LEVELS),
  jurisdiction: z.string(),
  division: z.string().regex(/^\d{12}$/),
  areas: z.array(z.string()),
  /** False once dissolved; its open work is then with `successor`. */
  active: z.boolean(),
  successor: z.string().optional(),
});
export type OrganizationSnapshot = z.infer<typeof organizationSnapshotSchema>;

export const organizationRegistered = defineEvent(
  'gridlink.personnel.organization.registered.v1',
  '组织机构已登记或变更\nAn organization was registered or changed.',
  z.object({ organization: organizationSnapshotSchema }),
);

export const organizationDissolved = defineEvent(
  'gridlink.personnel.organization.dissolved.v1',
  '组织机构已撤销\nAn organization was dissolved.',
  z.object({ organization: organizationSnapshotSchema }),
);
