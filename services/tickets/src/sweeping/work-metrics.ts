import { answeredWithin } from '@gridlink/subgraph-kit';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Beyond this many the exact figure says nothing more, and counting would cost. */
const COUNTED = 1_000;
/** Every other figure has to be had while the database hangs. */
const ANSWERS_WITHIN_MS = 2_000;

type OnProblem = (work: string, error: unknown) => void;

export type WorkMetrics = {
  readonly registry: Registry;
  readonly onProblem: OnProblem;
  /** How much of a kind of work waits and is in nobody's hand, at most so many. */
  readonly waiting: Readonly<Record<string, (most: number) => Promise<number>>>;
};

/** What an operator watches of the work nobody waits for: how much waits, and what failed. Answers how a failure is noted from now on. */
export function createWorkMetrics({ registry, onProblem, waiting }: WorkMetrics): OnProblem {
  new Gauge({
    name: 'gridlink_tickets_work_waiting',
    help: `Work that is due and in nobody's hand, by kind, at most ${COUNTED} each`,
    labelNames: ['work'],
    registers: [registry],
    async collect() {
      for (const [work, count] of Object.entries(waiting)) {
        this.set({ work }, await answeredWithin(ANSWERS_WITHIN_MS, () => count(COUNTED)).catch(() => Number.NaN));
      }
    },
  });
  const failures = new Counter({
    name: 'gridlink_tickets_work_failures_total',
    help: 'Pieces of work that failed and are tried again, by kind',
    labelNames: ['work'],
    registers: [registry],
  });
  return (work, error) => {
    failures.inc({ work });
    onProblem(work, error);
  };
}
