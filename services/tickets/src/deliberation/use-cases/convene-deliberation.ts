import { randomUUID } from 'node:crypto';
import { areasOf, isDivisionCode } from '@gridlink/contracts';
import { type Pack, packFor } from '@gridlink/jurisdiction';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import type { InputProblem } from '../../ticket/use-cases/check-text.ts';
import { insertNumbered } from '../../ticket/use-cases/insert-numbered.ts';
import { newTicketCode } from '../../ticket/use-cases/prepare-report.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import type { ItemRequest } from '../domain/agenda.ts';
import { type ConvenePlace, conveneDeliberation, mayHost } from '../domain/convene.ts';
import { MOST } from '../domain/deliberation.ts';
import type { DeliberationRefusal } from '../domain/refusal.ts';
import { type AttendeeInput, attendeeRequest } from './attendee-names.ts';
import type { DeliberationDeps } from './deps.ts';
import { sourcesFor } from './sources-for.ts';

export type ConveneInput = {
  readonly division: string | null;
  readonly gridId: string | null;
  readonly title: string;
  readonly venue: string;
  readonly startsAt: Date;
  readonly agenda: readonly ItemRequest[];
  readonly attendees: readonly AttendeeInput[];
  readonly idempotencyKey: string | null;
};

type Call = {
  readonly scope: Scope;
  readonly actor: Actor;
  readonly jurisdiction: string | undefined;
  readonly mark: WriteMark;
};

export type ConveneOutcome =
  | { readonly kind: 'CONVENED'; readonly id: string }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly DeliberationRefusal[] }
  | { readonly kind: 'WRONG'; readonly problems: readonly InputProblem[] };

/** Whoever repeats a request gets the meeting of the first. */
const SCOPE = systemScope('the same request twice is one meeting');

const wrong = (code: string, field: string, message: string): ConveneOutcome => ({
  kind: 'WRONG',
  problems: [{ code, field: [field], message }],
});
const tooMany = (field: 'agenda' | 'attendees'): ConveneOutcome => ({
  kind: 'REFUSED',
  refusals: [{ kind: 'TOO_MANY', field, most: MOST[field === 'agenda' ? 'items' : 'attendees'] }],
});

const NOT_ALLOWED: ConveneOutcome = { kind: 'REFUSED', refusals: [{ kind: 'NOT_ALLOWED' }] };

/** Of a grid, or of a whole division. */
async function placeOf(
  deps: DeliberationDeps,
  { gridId, division }: ConveneInput,
): Promise<ConvenePlace | ConveneOutcome> {
  if (gridId !== null) {
    const grid = await deps.grids.find(gridId);
    if (!grid) return wrong('GRID_UNKNOWN', 'gridId', '没有该网格，或者已经撤销');
    return { division: grid.division, areas: grid.areas, gridId, gridCode: grid.code };
  }
  if (division === null) return wrong('PLACE_NEEDED', 'gridId', '请填写网格或者区划');
  if (!isDivisionCode(division)) return wrong('INVALID_DIVISION', 'division', '区划代码应为 12 位数字');
  return { division, areas: areasOf(division), gridId: null, gridCode: null };
}

type Asked = { readonly input: ConveneInput; readonly place: ConvenePlace; readonly pack: Pack; readonly call: Call };

/** Exactly one insert; of two with one key at the same moment, both get the one that was first. */
async function insert(
  deps: DeliberationDeps,
  { input, place, pack, call }: Asked,
  externalKey: string | null,
): Promise<ConveneOutcome> {
  const { scope, actor, mark } = call;
  const { title, venue, startsAt, agenda, idempotencyKey } = input;
  const id = randomUUID();
  const attendees = input.attendees.map((attendee) => attendeeRequest(deps, id, attendee));
  const sources = await sourcesFor(deps, scope, { items: agenda, attendees, place });
  const newCode = (): string => `D${newTicketCode(place.division, mark.now)}`;
  const facts = { id, code: newCode(), place, pack, actor, now: mark.now, idempotencyKey, sources };
  const decided = conveneDeliberation({ title, venue, startsAt, agenda, attendees }, facts);
  if ('refusals' in decided) return { kind: 'REFUSED', refusals: decided.refusals };
  const outcome = await insertNumbered(decided.state, {
    renumbered: (state) => ({ ...state, code: newCode() }),
    insert: (state) => deps.deliberations.insert({ state, externalKey }, mark),
    earlier: async () => ({ id: await earlier(deps, externalKey) }),
  });
  if (outcome.kind === 'STORED') return { kind: 'CONVENED', id };
  // No earlier request: another meeting has just taken up the same deferred item, and decided anew it is seen.
  return outcome.earlier.id === null
    ? insert(deps, { input, place, pack, call }, externalKey)
    : { kind: 'CONVENED', id: outcome.earlier.id };
}

async function earlier(deps: DeliberationDeps, externalKey: string | null): Promise<string | null> {
  return externalKey === null ? null : ((await deps.deliberations.findByExternalKey(SCOPE, externalKey))?.id ?? null);
}

/** Convenes a meeting; the same request under the same key is one meeting. */
export async function performConvening(
  deps: DeliberationDeps,
  input: ConveneInput,
  call: Call,
): Promise<ConveneOutcome> {
  if (input.agenda.length > MOST.items) return tooMany('agenda');
  if (input.attendees.length > MOST.attendees) return tooMany('attendees');
  const place = await placeOf(deps, input);
  if ('kind' in place) return place;
  const pack = packFor(place.division, deps.packs);
  if (!pack || pack.code !== call.jurisdiction || !mayHost(pack, call.actor, place)) return NOT_ALLOWED;
  const { idempotencyKey } = input;
  const externalKey = idempotencyKey === null ? null : `${pack.code}|${call.actor.subject}|${idempotencyKey}`;
  const first = await earlier(deps, externalKey);
  return first === null ? insert(deps, { input, place, pack, call }, externalKey) : { kind: 'CONVENED', id: first };
}
