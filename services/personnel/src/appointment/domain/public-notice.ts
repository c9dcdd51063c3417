import type { Pack, Packs } from '@gridlink/jurisdiction';

export type NoticeField = 'STAFF_NAMES' | 'STAFF_CONTACTS';

/** Asks whether the notice of a grid shows this of whoever holds a post; the public sees no more of staff than that (G09). */
export type ShownOnNotice = (
  post: { readonly jurisdiction: string; readonly position: string; readonly gridId: string | null },
  field: NoticeField,
) => boolean;

const isShown = ({ notice }: Pack, position: string, field: NoticeField): boolean =>
  notice.fields.some((entry) => entry.field === field && (entry.roles as readonly string[]).includes(position));

/** The rule of each pack's `notice.yaml`; posts in bodies are on no notice. */
export const shownOnNotice =
  (packs: Packs): ShownOnNotice =>
  ({ jurisdiction, position, gridId }, field) => {
    const pack = packs.get(jurisdiction);
    return gridId !== null && pack !== undefined && isShown(pack, position, field);
  };
