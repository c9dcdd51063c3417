import { closedLoop } from '../load/closed-loop.ts';
import { type GraphRequests, openGraph } from '../load/graph-requests.ts';
import { processorTime } from '../load/processor-time.ts';
import { residentMemory } from '../load/resident-memory.ts';
import { percentile } from '../statistics/spread.ts';
import { canonical } from './canonical.ts';
import type { Child } from './child.ts';
import type { Question } from './questions.ts';

/** One contestant's figures in one round. */
export type GatewayRun = {
  readonly perSecond: number;
  readonly p99Milliseconds: number;
  /** The gateway's own processor time for one request, milliseconds; undefined where the system does not tell. */
  readonly processorMilliseconds: number | undefined;
  /** Likewise of everything behind it: subgraphs and database; 0 where these are stubs. */
  readonly behindMilliseconds: number;
  /** Memory in use after it. */
  readonly megabytes: number | undefined;
};

/** Processor time that everything behind the gateways has used so far, milliseconds. */
export type Behind = () => number;

export type Asking = { readonly question: Question; readonly token: string };

const ask = (graph: GraphRequests, { question: { query, variables }, token }: Asking, n: number): Promise<string> =>
  graph.send({ query, variables: variables[n % variables.length] ?? {}, token });

/** Every contestant's answer to every question is the same as the first one's, and whole. @throws Error naming who differs */
export async function checkEqualAnswers(children: ReadonlyMap<string, Child>, asking: Asking): Promise<void> {
  const { name: what, variables, check } = asking.question;
  const expected = new Map<number, string>();
  for (const [name, child] of children) {
    const graph = openGraph(child.url, 1);
    for (const n of variables.keys()) {
      const { data, errors } = JSON.parse(await ask(graph, asking, n)) as { data: unknown; errors?: unknown[] };
      if (errors) throw new Error(`${what}: ${name} answers with errors: ${JSON.stringify(errors).slice(0, 500)}`);
      check?.(data);
      const text = canonical(data);
      if (text !== (expected.get(n) ?? text)) throw new Error(`${what}: ${name} answers set ${n} unlike the others`);
      expected.set(n, text);
    }
    await graph.close();
  }
}

type Course = { readonly milliseconds: number; readonly behind: Behind };

/** Loads one contestant for a while, after a warm-up that is not counted. @throws Error when a request fails */
export async function runGateway(child: Child, asking: Asking, { milliseconds, behind }: Course): Promise<GatewayRun> {
  const { connections } = asking.question;
  const graph = openGraph(child.url, connections);
  const load = (duration: number) =>
    closedLoop({
      clients: connections,
      milliseconds: duration,
      work: async (n) => {
        const answer = await ask(graph, asking, n);
        if (answer.includes('"errors"')) throw new Error(answer.slice(0, 300));
      },
    });
  await load(milliseconds / 3);
  const before = { own: processorTime(child.pid), behind: behind() };
  const report = await load(milliseconds);
  const after = { own: processorTime(child.pid), behind: behind() };
  await graph.close();
  if (report.failed > 0) throw new Error(`${report.failed} requests failed: ${report.firstFailure}`);
  return {
    perSecond: report.perSecond,
    p99Milliseconds: percentile(report.latencies, 0.99),
    processorMilliseconds:
      before.own === undefined || after.own === undefined ? undefined : (after.own - before.own) / report.done,
    behindMilliseconds: (after.behind - before.behind) / report.done,
    megabytes: residentMemory(child.pid),
  };
}
