import {
  type County,
  type GraphRequests,
  matterNamed,
  openGraph,
  REPORT_FOR_STAFF,
  type ReportAnswer,
  reportInput,
  type Session,
} from '@gridlink/bench';
import type { HistoryFile } from '../history/history-file.ts';
import { acceptance } from './acceptance.ts';

/** A hotline that hands in reports without a pause, and every report again until it is acknowledged. */
export type Channel = {
  acknowledged(): number;
  /** Lets what is under way end, each within the patience, and stops. May be called twice. */
  stop(): Promise<void>;
};

type ChannelOptions = {
  readonly county: County;
  readonly session: Session;
  readonly history: HistoryFile;
  readonly clients: number;
  readonly prefix: string;
};

const PATIENCE_MS = 60_000;
const PAUSE_MS = 150;
/** Every so many reports one is handed in again although it was acknowledged, as channels do. */
const AGAIN_EVERY = 5;
/** Every so many tickets one is accepted, so that tickets have more than one event. */
const ACCEPT_EVERY = 2;

type Patient = (what: string, attempt: (n: number) => Promise<void>) => Promise<boolean>;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** Tries until it succeeds or the patience ends; every failure is in the history. */
function patient(history: HistoryFile): Patient {
  return async (what, attempt) => {
    const end = Date.now() + PATIENCE_MS;
    for (let n = 1; ; n++) {
      try {
        await attempt(n);
        return true;
      } catch (error) {
        const reason = reasonOf(error);
        const isOver = Date.now() > end;
        history.append({ kind: isOver ? 'GAVE_UP' : 'UNANSWERED', at: Date.now(), what, reason });
        if (isOver) return false;
        await pause();
      }
    }
  };
}

type Known = { readonly id: string; readonly code: string };

function reporter({ county, session, history, prefix }: ChannelOptions, graph: GraphRequests) {
  const handIn = async (n: number, attempt: number): Promise<Known> => {
    const name = matterNamed(prefix, n);
    const { externalId } = name;
    history.append({ kind: 'SENT', at: Date.now(), externalId, attempt });
    const { reportTicket } = await graph.ask<ReportAnswer>({
      query: REPORT_FOR_STAFF,
      variables: { input: reportInput(county, name, n) },
      token: session.token,
    });
    const { receipt, ticket, duplicate, userErrors } = reportTicket;
    if (!receipt || !ticket) throw new Error(userErrors[0]?.message ?? 'no receipt');
    history.append({ kind: 'ACKNOWLEDGED', at: Date.now(), externalId, code: receipt.code, duplicate });
    return { id: ticket.id, code: receipt.code };
  };
  return handIn;
}

/** Starts a number of clients; each has one report under way at a time. */
export function openChannel(options: ChannelOptions): Channel {
  const { history, county, clients, prefix } = options;
  const graph = openGraph(county.graphql, clients);
  const handIn = reporter(options, graph);
  const accept = acceptance(county);
  const tryUntil = patient(history);
  let next = 0;
  let acknowledged = 0;
  let running = true;

  const one = async (n: number): Promise<void> => {
    let known: Known | undefined;
    const isIn = await tryUntil(`report ${prefix}-${n}`, async (attempt) => {
      known = await handIn(n, attempt);
    });
    if (!isIn || !known) return;
    acknowledged += 1;
    const { id, code } = known;
    if (n % AGAIN_EVERY === 0)
      await tryUntil(`report ${prefix}-${n} again`, (attempt) => handIn(n, attempt).then(() => undefined));
    if (n % ACCEPT_EVERY !== 0) return;
    const isAccepted = await tryUntil(`acceptance of ${code}`, () => accept(n, id));
    if (isAccepted) history.append({ kind: 'ACCEPTED', at: Date.now(), code });
  };
  const client = async (): Promise<void> => {
    while (running) await one(next++);
  };
  const ended = Promise.all(Array.from({ length: clients }, client)).then(graph.close);
  return {
    acknowledged: () => acknowledged,
    stop() {
      running = false;
      return ended;
    },
  };
}
