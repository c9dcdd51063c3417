import type { Caller } from '@gridlink/contracts';
import { COUNTY, GRID_ID, people, type Town } from './town.ts';

export type Errors = readonly {
  readonly code: string;
  readonly field: readonly string[];
  readonly article: string | null;
}[];
export type TicketSeen = { readonly id: string; readonly code: string; readonly stage: string };
type Carried = { readonly deliberation: { readonly code: string }; readonly item: { readonly id: string } } | null;
export type Meeting = {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly state: string;
  readonly startsAt: string;
  readonly agenda: readonly {
    readonly id: string;
    readonly subject: string;
    readonly carriedFrom: Carried;
    readonly carriedTo: Carried;
    readonly resolution: {
      readonly outcome: string;
      readonly actions: readonly { readonly title: string; readonly ticket: TicketSeen | null }[];
    } | null;
  }[];
  readonly attendees: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly presentAt: string | null;
  }[];
  readonly minutes: { readonly hash: string; readonly intact: boolean } | null;
  readonly [field: string]: unknown;
};
export type MeetingAnswer = {
  readonly deliberation: Meeting | null;
  readonly userErrors: Errors;
  readonly code: unknown;
};

const MEETING = `id code version state title venue startsAt hall { zh } grid { id }
  agenda { id subject sourceCode suggestion { code } ticket { code } added { role }
    carriedFrom { deliberation { code } item { id resolution { outcome } } } carriedTo { deliberation { code } item { id } }
    resolution { outcome votes { for against abstained } step { words } actions { title ticket { id code stage } } } }
  attendees { id kind name organization { code } invited presentAt }
  turnout { invited invitedPresent absent uninvited present } invitations { step { role } attendees }
  postponements { from to step { words } } cancelled { words }
  minutes { hash intact published { summary } }`;

/** Gives a command about a meeting; `code` is the error's, when it was refused outright. */
export async function meet(
  town: Town,
  caller: Caller,
  [name, input]: readonly [string, Record<string, unknown>],
): Promise<MeetingAnswer> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { answer: ${name}(input: $input) { deliberation { ${MEETING} } userErrors { code field article } } }`;
  const { data, errors } = await town.ask<{ answer: MeetingAnswer | null }>(caller, query, { input });
  return { ...(data?.answer ?? { deliberation: null, userErrors: [] }), code: errors?.[0]?.extensions?.code };
}

export async function listed(
  town: Town,
  caller: Caller,
  filter: Record<string, unknown> = {},
): Promise<readonly Meeting[]> {
  const query = `query ($filter: DeliberationFilter) { deliberations(first: 200, filter: $filter) { nodes { ${MEETING} } } }`;
  const { data, errors } = await town.ask<{ deliberations: { nodes: Meeting[] } }>(caller, query, { filter });
  if (!data) throw new Error(JSON.stringify(errors));
  return data.deliberations.nodes;
}

export const seen = async (town: Town, caller: Caller, id: string): Promise<Meeting> => {
  const found = (await listed(town, caller)).find((meeting) => meeting.id === id);
  if (!found) throw new Error(`no deliberation ${id}`);
  return found;
};

/** Gives a command that must succeed. */
export async function holds(
  town: Town,
  caller: Caller,
  command: readonly [string, Record<string, unknown>],
): Promise<Meeting> {
  const { deliberation, userErrors, code } = await meet(town, caller, command);
  if (!deliberation) throw new Error(`${command[0]}: ${code ?? JSON.stringify(userErrors)}`);
  return deliberation;
}

const inHours = (town: Town, hours: number): string => new Date(town.now().getTime() + hours * 3_600_000).toISOString();

export const aMeeting = (town: Town, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  gridId: GRID_ID,
  title: '三月小院议事',
  venue: '社区活动室',
  startsAt: inHours(town, 1),
  agenda: [{ subject: '晾衣区' }],
  attendees: [
    { kind: 'RESIDENT', name: '王小明' },
    { kind: 'RESIDENT', name: '3-2-501' },
    { kind: 'STAFF', personId: 'worker-1' },
    { kind: 'BODY', organization: `${COUNTY}-URBAN_MANAGEMENT` },
  ],
  ...more,
});

/** A meeting that the grid's leader convened. */
export const convened = (town: Town, more: Record<string, unknown> = {}): Promise<Meeting> =>
  holds(town, people.leader, ['conveneDeliberation', aMeeting(town, more)]);

/** … and that people came to. */
export async function inSession(town: Town, more: Record<string, unknown> = {}): Promise<Meeting> {
  const { id, attendees } = await convened(town, more);
  const present = attendees.map((attendee) => attendee.id);
  return holds(town, people.leader, ['recordAttendance', { deliberationId: id, present }]);
}

export const AGREED = {
  outcome: 'AGREED',
  votes: { for: 3, against: 0, abstained: 1 },
  words: '王小明等同意在院内设置晾衣区',
  actions: [
    { title: '划定晾衣区', text: '在院内东侧划定晾衣区', address: '院内东侧' },
    { title: '安装晾衣架', text: '安装晾衣架两组', address: '院内东侧' },
  ],
};

/** A meeting the town held, whose one item was deferred; its minutes are published. */
export async function deferred(town: Town, more: Record<string, unknown> = {}): Promise<Meeting> {
  const host = people.town;
  const { id } = await holds(town, host, ['conveneDeliberation', aMeeting(town, more)]);
  await holds(town, host, ['recordAttendance', { deliberationId: id, present: ['p1', 'p2'] }]);
  const resolution = { outcome: 'DEFERRED', words: '下次再议' };
  await holds(town, host, ['resolveAgendaItem', { deliberationId: id, itemId: 'i1', ...resolution }]);
  return holds(town, host, ['publishMinutes', { deliberationId: id, summary: '暂缓' }]);
}

/** … and whose one item was agreed on. */
export async function agreed(town: Town, more: Record<string, unknown> = {}): Promise<Meeting> {
  const { id } = await inSession(town, more);
  return holds(town, people.leader, ['resolveAgendaItem', { deliberationId: id, itemId: 'i1', ...AGREED }]);
}

/** … and whose minutes are published. */
export async function published(town: Town, more: Record<string, unknown> = {}): Promise<Meeting> {
  const { id } = await agreed(town, more);
  return holds(town, people.leader, ['publishMinutes', { deliberationId: id, summary: '王小明等四方到会，一致同意' }]);
}

export type Minutes = {
  readonly code: string;
  readonly hash: string;
  readonly items: readonly {
    readonly carriedFrom: string | null;
    readonly carriedTo: string | null;
    readonly tickets: readonly { readonly code: string; readonly stage: string }[];
  }[];
  readonly [field: string]: unknown;
};

const MINUTES = `code division gridCode title venue startsAt publishedAt present { residents staff bodies } summary
  items { id subject outcome votes { for against abstained } words carriedFrom carriedTo tickets { code stage result } } hash`;
/** Minutes of a place, as they are published. */
export const minutesIn = async (
  town: Town,
  place: Record<string, unknown>,
  caller: Caller = people.resident,
): Promise<readonly Minutes[]> => {
  const query = `query ($gridId: ID, $division: String) { publishedMinutes(first: 200, gridId: $gridId, division: $division) { nodes { ${MINUTES} } } }`;
  const { data, errors } = await town.ask<{ publishedMinutes: { nodes: Minutes[] } }>(caller, query, place);
  if (!data) throw new Error(JSON.stringify(errors));
  return data.publishedMinutes.nodes;
};
