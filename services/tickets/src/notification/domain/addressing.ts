import type { Desk } from './desk.ts';
import type { Notification, NotificationKind } from './notification.ts';

/** Whom a matter's events can be for, and how their desks are found. */
export type Finders<Addressee extends string, Matter> = Readonly<
  Record<Addressee, (matter: Matter) => readonly Desk[]>
>;

/** Who is told of an event; whoever did it is not told of it. */
export type ToldOf<Addressee extends string> = {
  readonly kind: NotificationKind;
  readonly tell: readonly Addressee[];
  readonly unless?: Addressee;
};

/** The desks of an audience, each once, whatever it is told as; whoever is excepted is not among them. */
export function desksAmong<Addressee extends string, Matter>(
  finders: Finders<Addressee, Matter>,
  matter: Matter,
  { tell, unless }: Omit<ToldOf<Addressee>, 'kind'>,
): readonly Desk[] {
  const excepted = new Set((unless === undefined ? [] : finders[unless](matter)).map(({ key }) => key));
  const found = tell.flatMap((addressee) => finders[addressee](matter));
  return [...new Map(found.map((desk) => [desk.key, desk])).values()].filter(({ key }) => !excepted.has(key));
}

/** One notification for each desk; event and desk name it, so that the same again is the same. */
export const toldTo = (
  desks: readonly Desk[],
  { event, ...news }: Omit<Notification, 'id' | 'organization' | 'gridId' | 'desks'> & { readonly event: string },
): readonly Notification[] =>
  desks.map(({ key, organization, gridId, tokens }) => ({
    id: `${event}|${key}`,
    ...news,
    organization,
    gridId,
    desks: tokens,
  }));
