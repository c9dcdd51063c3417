import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { areasOf, divisionLevel } from '@gridlink/contracts';
import { toGcj02 } from '@gridlink/geo-index';
import { type Pack, packFor } from '@gridlink/jurisdiction';
import type { PublishedPlan } from '../../mode-plan/domain/mode-plan.ts';
import { packUnder } from '../../mode-plan/domain/planned-limits.ts';
import { maskName, maskPhone } from '../../reporter/mask.ts';
import type { Actor } from '../domain/actor.ts';
import { centerAt, centerCandidates } from '../domain/centers.ts';
import type { GridPlace } from '../domain/change.ts';
import type { ListedItem } from '../domain/decision.ts';
import { fileIdsIn, type GivenFiles, withFiles } from '../domain/evidence.ts';
import { openTicket, type Report } from '../domain/open-ticket.ts';
import type { Point, Reporter, TicketOrigin } from '../domain/ticket.ts';
import { reportProblems } from './check-report.ts';
import type { InputProblem } from './check-text.ts';
import type { TicketDeps } from './deps.ts';
import { fileProblems, givenFiles, toEvidence } from './given-files.ts';
import type { ReportInput } from './report-input.ts';
import type { NewTicket } from './ticket-repository.ts';

export type ReportSender = {
  readonly actor: Actor;
  readonly jurisdiction: string | undefined;
  readonly now: Date;
  /** When it was made, for what was reported without a network. */
  readonly madeAt?: Date;
  /** What it comes of, where nobody reported it: one ticket for one origin, in the grid that it is about. */
  readonly origin?: TicketOrigin;
  readonly grid?: GridPlace | null;
};

export type Prepared =
  | { readonly kind: 'REFUSED'; readonly problems: readonly InputProblem[] }
  | { readonly kind: 'READY'; readonly ticket: NewTicket; readonly queryCode: string };

const refused = (code: string, field: string, message: string): Prepared & { readonly kind: 'REFUSED' } => ({
  kind: 'REFUSED',
  problems: [{ code, field: [field], message }],
});

function pointOf({ longitude, latitude, system }: ReportInput['place']): Point | null {
  if (longitude === null || longitude === undefined || latitude === null || latitude === undefined) return null;
  return toGcj02({ longitude, latitude }, system ?? 'GCJ02');
}

const SHANGHAI_DATE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** `<city, 6 digits><date, 8><random, 8>`: no counter that every intake would queue for, and nothing told by neighbouring numbers. */
export function newTicketCode(division: string, now: Date): string {
  const date = SHANGHAI_DATE.format(now).replaceAll('-', '');
  return `${division.slice(0, 4)}00${date}${String(randomInt(100_000_000)).padStart(8, '0')}`;
}

/** The town's center where the town is known, else the center of the county or city that is. */
const holderDivision = (division: string): string =>
  areasOf(division).findLast((area) => divisionLevel(area) !== 'VILLAGE') ?? division;

/** The center that has a matter of a division first. */
export async function holderOf(deps: Pick<TicketDeps, 'organizations'>, pack: Pack, division: string): Promise<string> {
  const center = holderDivision(division);
  const candidates = centerCandidates(pack, center);
  const units = candidates.length > 1 ? await deps.organizations.units(candidates) : new Map();
  return centerAt(pack, center, units);
}

/** Whoever reports, the contact sealed for the one thing that is reported. */
export function reporterOf(
  deps: Pick<TicketDeps, 'contactSeal'>,
  id: string,
  { reporter, actor }: { reporter: ReportInput['reporter']; actor: Actor },
): Reporter {
  const { name, phone, anonymous } = reporter ?? {};
  const contact = { name: name?.trim() || null, phone: phone?.trim() || null };
  const hasContact = contact.name !== null || contact.phone !== null;
  return {
    anonymous: anonymous ?? false,
    subject: actor.subject,
    organization: actor.kind === 'PUBLIC' ? null : actor.organization,
    maskedName: contact.name === null ? null : maskName(contact.name),
    maskedPhone: contact.phone === null ? null : maskPhone(contact.phone),
    sealedContact: hasContact ? deps.contactSeal.seal(id, contact) : null,
  };
}

/** Sources number their own reports; a sender without numbers may give an idempotency key instead. No source is called as an origin is. */
function externalKeyOf(
  jurisdiction: string,
  { actor: { subject }, origin }: ReportSender,
  { source, externalId, idempotencyKey }: ReportInput,
): string | null {
  if (origin) return `${jurisdiction}|${origin.kind}|${origin.id}|${origin.part ?? ''}`;
  if (externalId) return `${jurisdiction}|${source}|${externalId}`;
  return idempotencyKey ? `${jurisdiction}|key|${subject}|${idempotencyKey}` : null;
}

export type Placed = {
  readonly pack: Pack;
  readonly division: string;
  readonly grid: GridPlace | null;
  readonly point: Point | null;
};

/** Where the report belongs: by its point's grid or the one it is about, else by the division it names. */
export function place(
  deps: Pick<TicketDeps, 'gridMap' | 'packs'>,
  input: Pick<ReportInput, 'place' | 'division'>,
  sender: Pick<ReportSender, 'jurisdiction' | 'grid'>,
): Placed | { readonly kind: 'REFUSED'; readonly problems: readonly InputProblem[] } {
  const point = pointOf(input.place);
  const grid = (point === null ? null : deps.gridMap.locate(point)) ?? sender.grid ?? null;
  const division = grid?.division ?? input.division ?? null;
  if (division === null) {
    return refused('DIVISION_NEEDED', 'division', '坐标未能定位到已公布的网格，请填写所在区划代码');
  }
  const pack = packFor(division, deps.packs);
  if (!pack) return refused('NO_JURISDICTION', 'division', '该区划不在本平台服务范围内');
  if (sender.jurisdiction !== undefined && sender.jurisdiction !== pack.code) {
    return refused('OTHER_JURISDICTION', 'division', '该区划不属于您所在的地区');
  }
  if (grid === null && point !== null && deps.gridMap.isBeyond(point, division)) {
    return refused('POINT_OUTSIDE_DIVISION', 'place', '坐标不在所填区划内，请检查坐标、坐标系或者区划代码');
  }
  return { pack, division, grid, point };
}

type Topics = readonly string[];

export const topicsOf = (pack: Pack): Topics => [...new Set(pack.serviceItems.items.flatMap(({ topics }) => topics))];

function subjectProblem(pack: Pack, input: ReportInput, item: ListedItem | undefined): Prepared | null {
  if (input.itemCode && !item) return refused('ITEM_UNKNOWN', 'itemCode', '事项清单中没有该条目');
  if (input.topic && !topicsOf(pack).includes(input.topic)) {
    return refused('TOPIC_UNKNOWN', 'topic', `诉求类别应为：${topicsOf(pack).join('、')}`);
  }
  return null;
}

/** Files that reports name as evidence, of all of them at once. */
export function filesOfReports(
  deps: Pick<TicketDeps, 'evidence' | 'tickets'>,
  inputs: readonly ReportInput[],
  { jurisdiction }: ReportSender,
): Promise<GivenFiles> {
  const ids = inputs.flatMap(({ evidence }) => fileIdsIn({ evidence: toEvidence(evidence) }));
  const scope =
    jurisdiction === undefined ? ({ reach: 'PUBLIC' } as const) : ({ reach: 'BOUNDED', jurisdiction } as const);
  return givenFiles(deps, ids, { scope, ticketId: null });
}

/** Checks a report and makes the ticket it becomes; nothing is written. Reads only what is kept in memory, or at most two small documents. */
export async function prepareReport(
  deps: TicketDeps,
  input: ReportInput,
  sender: ReportSender & { readonly files: GivenFiles },
): Promise<Prepared> {
  const { actor, now, files } = sender;
  const problems = [
    ...reportProblems(input, sender),
    ...fileProblems(toEvidence(input.evidence), { actor, now, files }),
  ];
  if (problems.length > 0) return { kind: 'REFUSED', problems };
  const placed = place(deps, input, sender);
  if ('kind' in placed) return placed;
  const { pack, division } = placed;
  const items = await deps.itemLists.inForce(pack, areasOf(division), now);
  const item = input.itemCode ? items.get(input.itemCode) : undefined;
  const wrong = subjectProblem(pack, input, item);
  if (wrong) return wrong;
  const holder = await holderOf(deps, pack, division);
  const [plan = null] = await deps.plans.inForce(pack.code, placed.grid?.areas ?? areasOf(division), now);
  return ready(deps, { input, sender, placed, item, plan, holder });
}

type Ready = {
  readonly input: ReportInput;
  readonly sender: ReportSender & { readonly files: GivenFiles };
  readonly placed: Placed;
  readonly item: ListedItem | undefined;
  readonly plan: PublishedPlan | null;
  readonly holder: string;
};

function ready(deps: TicketDeps, { input, sender, placed, item, plan, holder }: Ready): Prepared {
  const { actor, now } = sender;
  const { pack, division, grid, point } = placed;
  const clockFrom = input.receivedAt ?? now;
  const madeAt = sender.madeAt ?? clockFrom;
  const id = randomUUID();
  const report: Report = {
    id,
    code: newTicketCode(division, now),
    division,
    areas: grid?.areas ?? areasOf(division),
    grid,
    holder,
    source: input.source,
    channel: input.channel ?? null,
    title: input.title.trim(),
    text: input.text.trim(),
    place: { address: input.place.address?.trim() || null, point },
    topic: input.topic ?? null,
    item: item ? { code: item.code, id: item.id, title: item.title } : null,
    severity: input.severity ?? item?.severity ?? 'NORMAL',
    reporter: reporterOf(deps, id, { reporter: input.reporter, actor }),
    ...(sender.origin ? { origin: sender.origin } : {}),
    foundAt: input.foundAt ?? null,
    evidence: withFiles(toEvidence(input.evidence), sender.files, { pack, place: point, madeAt, reportedAt: madeAt }),
  };
  const salt = randomBytes(16).toString('hex');
  const opening = {
    pack: packUnder(pack, plan),
    plan,
    salt,
    calendar: deps.calendarOf(pack),
    actor,
    now,
    madeAt,
    clockFrom,
  };
  const idempotencyKey = input.idempotencyKey ?? null;
  const { state, announcements } = openTicket(report, { ...opening, idempotencyKey });
  const queryCode = deps.queryCodes.issue(idempotencyKey);
  const ticket: NewTicket = {
    state,
    announcements,
    externalKey: externalKeyOf(pack.code, sender, input),
    queryCodeHash: deps.queryCodes.hash(state.code, queryCode),
  };
  return { kind: 'READY', ticket, queryCode };
}

/** The same ticket under another number, for when chance gave a number twice. */
export function renumbered(
  deps: TicketDeps,
  prepared: Prepared & { kind: 'READY' },
  now: Date,
): Prepared & { kind: 'READY' } {
  const code = newTicketCode(prepared.ticket.state.division, now);
  const queryCodeHash = deps.queryCodes.hash(code, prepared.queryCode);
  return { ...prepared, ticket: { ...prepared.ticket, state: { ...prepared.ticket.state, code }, queryCodeHash } };
}
