import { type County, openGraph, type Session } from '@gridlink/bench';
import type { HistoryFile } from '../history/history-file.ts';

/** Desks that look at a page of tickets again and again; one that sees an error does not ask a second time, it counts. */
export type Readers = {
  answered(): number;
  failed(): number;
  /** The longest wait for an answer so far, milliseconds. */
  longestMs(): number;
  stop(): Promise<void>;
};

/** Over four subgraphs' borders: a page of tickets, their grids, who is responsible there, the unit that handles them. */
const PAGE = /* GraphQL */ `
  query Page {
    tickets(first: 10) {
      nodes { id code stage grid { code name leader { name } } assignments { unit { name } } }
    }
  }
`;

export function openReaders(
  { county, session, history }: { readonly county: County; readonly session: Session; readonly history: HistoryFile },
  clients: number,
): Readers {
  const graph = openGraph(county.graphql, clients);
  let answered = 0;
  let failed = 0;
  let longestMs = 0;
  let running = true;

  const look = async (): Promise<void> => {
    const startedAt = performance.now();
    try {
      await graph.ask({ query: PAGE, variables: {}, token: session.token });
      answered += 1;
    } catch (error) {
      failed += 1;
      const reason = error instanceof Error ? error.message : String(error);
      history.append({ kind: 'UNANSWERED', at: Date.now(), what: 'page of tickets', reason: reason.slice(0, 200) });
    }
    longestMs = Math.max(longestMs, performance.now() - startedAt);
  };
  const client = async (): Promise<void> => {
    while (running) await look();
  };
  const ended = Promise.all(Array.from({ length: clients }, client)).then(graph.close);
  return {
    answered: () => answered,
    failed: () => failed,
    longestMs: () => longestMs,
    stop() {
      running = false;
      return ended;
    },
  };
}
