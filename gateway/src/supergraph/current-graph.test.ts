import { describe, expect, it } from '@jest/globals';
import type { Graph } from '../graph.ts';
import { createCurrentGraph } from './current-graph.ts';

const graphNamed = (name: string, log: string[], stop: () => Promise<void> = async () => {}): Graph =>
  ({
    name,
    async stop() {
      log.push(`${name} stopped`);
      await stop();
    },
  }) as unknown as Graph;

const nameOf = (graph: Graph): string => (graph as unknown as { name: string }).name;

describe('the current graph', () => {
  it('gives later work the new graph and lets work that has begun end on the old', async () => {
    const log: string[] = [];
    const current = createCurrentGraph(graphNamed('old', log), () => undefined);
    const hold = Promise.withResolvers<void>();
    const begun = current.use(async (graph) => {
      await hold.promise;
      log.push(`work ended on ${nameOf(graph)}`);
    });
    current.replace(graphNamed('new', log));
    log.push(`later work on ${await current.use(async (graph) => nameOf(graph))}`);
    hold.resolve();
    await begun;
    expect(log).toEqual(['later work on new', 'work ended on old', 'old stopped']);
  });

  it('stops a graph that nobody uses at once', () => {
    const log: string[] = [];
    createCurrentGraph(graphNamed('old', log), () => undefined).replace(graphNamed('new', log));
    expect(log).toEqual(['old stopped']);
  });

  it('ends when the last work of every graph has', async () => {
    const log: string[] = [];
    const current = createCurrentGraph(graphNamed('a', log), () => undefined);
    const hold = Promise.withResolvers<void>();
    const begun = current.use(() => hold.promise);
    current.replace(graphNamed('b', log));
    const stopped = current.stop().then(() => log.push('all stopped'));
    hold.resolve();
    await Promise.all([begun, stopped]);
    expect(log).toEqual(['b stopped', 'a stopped', 'all stopped']);
  });

  it('frees a graph whose work failed', async () => {
    const log: string[] = [];
    const current = createCurrentGraph(graphNamed('old', log), () => undefined);
    const failed = current.use(() => Promise.reject(new Error('no')));
    current.replace(graphNamed('new', log));
    await expect(failed).rejects.toThrow('no');
    expect(log).toEqual(['old stopped']);
  });

  it('says of a graph that it could not be stopped and goes on', async () => {
    const problems: string[] = [];
    const old = graphNamed('old', [], () => Promise.reject(new Error('stuck')));
    const current = createCurrentGraph(old, (message) => problems.push(message));
    current.replace(graphNamed('new', []));
    await current.stop();
    expect(problems).toEqual(['a graph did not stop']);
  });
});
