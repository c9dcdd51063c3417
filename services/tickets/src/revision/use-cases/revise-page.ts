import { randomBytes } from 'node:crypto';
import { systemScope } from '@gridlink/subgraph-kit';
import { createAttempts } from '../../sweeping/attempts.ts';
import { SYSTEM_ACTOR } from '../../ticket/domain/actor.ts';
import { decide } from '../../ticket/domain/decide.ts';
import { recomputed } from '../../ticket/domain/recomputing.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { StoredTicket } from '../../ticket/use-cases/ticket-repository.ts';
import { type Revision, toChange } from '../domain/revision.ts';
import type { RevisionDeps } from './start-revision.ts';

const PAGE = 100;
const ATTEMPTS = 8;
const SCOPE = systemScope('changed rules move the deadlines of open tickets');

/** What one look at a ticket comes to: its diff, written down before the ticket itself is written, so that none is lost. */
async function reviseOnce(
  deps: RevisionDeps,
  { revision, stored, now }: { readonly revision: Revision; readonly stored: StoredTicket; readonly now: Date },
): Promise<'DONE' | 'MOVED'> {
  const { state } = stored;
  const pack = packOf(deps, state.jurisdiction);
  const rules = { pack, calendar: deps.calendarOf(pack), now };
  const rows = recomputed(state, rules);
  const key = { revision: revision.id, ticket: state.id };
  if (rows.length === 0) return 'DONE';
  await deps.revisions.note({ ...key, code: state.code, changes: rows.map(toChange) });
  if (revision.dryRun) return 'DONE';
  const command = { type: 'recomputeDeadlines', rules: revision.rules } as const;
  const nothing = {
    units: new Map(),
    items: new Map(),
    files: new Map(),
    other: null,
    receiver: null,
    receipt: null,
    grid: null,
    idempotencyKey: null,
    neighbours: [],
    salt: randomBytes(16).toString('hex'),
  };
  const decision = decide(state, command, { ...rules, ...nothing, actor: SYSTEM_ACTOR, madeAt: now });
  if (decision.kind === 'DECIDED') {
    return (await deps.tickets.save(stored, decision, { now, traceparent: undefined })) === 'STORED' ? 'DONE' : 'MOVED';
  }
  // It ended meanwhile: what is over keeps what it was held to.
  await deps.revisions.forget(key);
  return 'DONE';
}

async function reviseTicket(deps: RevisionDeps, revision: Revision, id: string, now: () => Date): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = await deps.tickets.load(SCOPE, { id });
    if (!stored) return;
    if ((await reviseOnce(deps, { revision, stored, now: now() })) === 'DONE') return;
    await deps.revisions.forget({ revision: revision.id, ticket: id });
  }
  throw new Error(`ticket ${id} was written by others each time its deadlines were to be`);
}

/** Where a walk has come to its end and some tickets could not be revised, they are tried again after this long. */
const REST_MS = 60_000;

/**
 * The next page of a revision; how many tickets it looked at. A page that was cut off is done again: a ticket whose clocks are right
 * already is not written, and its row stands. Tickets that fail are left for the end, and the revision is not over before they are done.
 * @throws AggregateError for those that failed, once how far it has come is noted
 */
export async function revisePage(deps: RevisionDeps, revision: Revision, now: () => Date): Promise<number> {
  const { jurisdiction, area, after, looked, walked = false, left = [] } = revision;
  const ids = walked ? left : await deps.tickets.openIds(SCOPE, { jurisdiction, area }, { after, limit: PAGE });
  const attempts = createAttempts(`revision ${revision.id}`);
  const failed: string[] = [];
  for (const id of ids) {
    const done = await attempts.attempt(async () => {
      await reviseTicket(deps, revision, id, now);
      return true;
    });
    if (!done) failed.push(id);
  }
  const stillLeft = walked ? failed : [...left, ...failed];
  const isLast = walked || ids.length < PAGE;
  const at = now();
  await deps.revisions.advance(revision, {
    after: walked ? after : (ids.at(-1) ?? after),
    looked: walked ? looked : looked + ids.length,
    walked: isLast,
    left: stillLeft,
    finishedAt: isLast && stillLeft.length === 0 ? at : null,
    nextAt: isLast ? new Date(at.getTime() + REST_MS) : at,
  });
  attempts.conclude();
  return ids.length;
}
