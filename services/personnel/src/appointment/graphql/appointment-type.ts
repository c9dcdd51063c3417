import { type Pack, type Packs, roleRule, type StaffRole } from '@gridlink/jurisdiction';
import type { PersonnelContext } from '../../context.ts';
import { isInForce, type StoredAppointment } from '../domain/appointment.ts';
import { citation } from '../domain/appointment-request.ts';
import { isOrganizationPost, ORGANIZATION_POST_LABELS } from '../domain/organization-posts.ts';
import { shownOnNotice } from '../domain/public-notice.ts';

/** Duties of a post with their articles in the form to cite; none for posts in bodies. */
export function dutiesOf(pack: Pack | undefined, position: string) {
  const rule = pack && roleRule(pack, position as StaffRole);
  return rule ? rule.duties.map((duty) => ({ text: duty.text, article: citation(pack, duty) })) : [];
}

function labelOf(pack: Pack | undefined, position: string): string {
  if (isOrganizationPost(position)) return ORGANIZATION_POST_LABELS[position];
  return (pack && roleRule(pack, position as StaffRole)?.label.zh) ?? position;
}

/** Fields of an appointment that are not stored as they are shown. */
export function appointmentType(packs: Packs) {
  const isShown = shownOnNotice(packs);
  return {
    person: ({ personId }: StoredAppointment, _: unknown, { loaders }: PersonnelContext) =>
      loaders.personById.load(personId),
    positionLabel: ({ jurisdiction, position }: StoredAppointment) => labelOf(packs.get(jurisdiction), position),
    grid: ({ gridId }: StoredAppointment) => (gridId === null ? null : { id: gridId }),
    organization: ({ organization }: StoredAppointment, _: unknown, { loaders }: PersonnelContext) =>
      organization === null ? null : loaders.organizationByCode.load(organization),
    publicPhone: (appointment: StoredAppointment, _: unknown, { scope }: PersonnelContext) =>
      scope.reach !== 'PUBLIC' || isShown(appointment, 'STAFF_CONTACTS') ? appointment.publicPhone : null,
    active: isInForce,
    appointingBody: ({ appointingBody }: StoredAppointment, _: unknown, { loaders }: PersonnelContext) =>
      loaders.organizationByCode.load(appointingBody),
    duties: ({ jurisdiction, position }: StoredAppointment) => dutiesOf(packs.get(jurisdiction), position),
  };
}
