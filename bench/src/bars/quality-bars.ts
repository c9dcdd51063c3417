/** One bar the project has to reach and to keep printing. */
export type QualityBar = {
  readonly id: string;
  readonly what: string;
  readonly bar: string;
  /** The benches or drills that measure it; absent while none does. */
  readonly measuredBy?: string | readonly string[];
  /** The test that holds it at every run of all tests, where it is no figure of its own. */
  readonly testedBy?: string;
};

/** All of them, in the order they are printed. Rows of security are held by tests, not by benches. */
export const qualityBars: readonly QualityBar[] = [
  {
    id: 'S1',
    what: 'federated read: 20 tickets → grid → leader, department',
    bar: '≥ 2 × bare Apollo on real subgraphs, ≥ 3 × on replay stubs; ahead of every Hive row; shields < 10 %',
    measuredBy: 'gateway',
  },
  {
    id: 'S2',
    what: 'database commands for a federated page of 10, 100, 200 rows',
    bar: 'the same small constant',
    measuredBy: 'commands',
  },
  {
    id: 'S3',
    what: 'point → grid chain at 10 k, 100 k, 1 M grids',
    bar: '≥ 50 × the database; grows like log n; ≤ 1.5 GB at 1 M',
    measuredBy: 'locate',
  },
  {
    id: 'S4',
    what: 'report through the graph → stored ticket, events published',
    bar: '≥ 1/3 of raw insertOne at 1 and at 32 clients',
    measuredBy: 'intake',
  },
  {
    id: 'S5',
    what: 'commit → department’s subscriber',
    bar: 'p50 ≤ 5 ms above raw JetStream, p99 ≤ 50 ms, rate ≥ 1/2 of raw',
    measuredBy: ['live', 'feed'],
  },
  {
    id: 'S6',
    what: '100 k open tickets, 10 k alarms due in one minute, 1 / 2 / 4 sweepers',
    bar: 'each exactly once; p99 lateness ≤ 2 s; an idle tick costs the same at 10 k and 1 M',
    measuredBy: 'alarms',
  },
  {
    id: 'S7',
    what: 'cockpit and scoped lists at 10 k, 100 k, 1 M tickets',
    bar: 'flat; documents examined / returned ≤ 1.2',
    measuredBy: 'lists',
  },
  {
    id: 'S8',
    what: 'department pushes 1 M rows, one bad in a hundred',
    bar: '≥ 1/3 of raw insertMany, constant memory, every bad row reported',
  },
  {
    id: 'S9',
    what: 'cold and warm start, memory of each process',
    bar: 'warm ≤ 15 s to a served query; no process above 250 MB at rest',
    measuredBy: 'start',
  },
  {
    id: 'S10',
    what: 'a burst of 1,000 reports/s for 10 s',
    bar: 'queued, none refused, none lost; gateway ≤ 768 MB, tickets ≤ 512 MB',
    measuredBy: 'burst',
  },
  {
    id: 'R1',
    what: 'kill -9 of every process in turn under load',
    bar: '0 acknowledged lost, 0 events unapplied, 0 applied twice',
    measuredBy: 'crash',
  },
  {
    id: 'R2',
    what: 'JetStream store wiped, a durable deleted, NATS away for a minute',
    bar: 'full convergence after return, 0 lost',
    measuredBy: 'broker',
  },
  {
    id: 'R3',
    what: 'every event delivered 1–5 times, reordered, late',
    bar: 'the same state as one clean delivery, byte for byte',
    measuredBy: 'redelivery',
  },
  {
    id: 'R4',
    what: 'poison messages',
    bar: 'parked with the reason, the others unharmed, replayed by one command',
    measuredBy: 'poison',
  },
  {
    id: 'R5',
    what: 'sweeper killed at any line; clock ± 10 min; 72 h down',
    bar: '0 early, 0 twice, one late warning',
    measuredBy: 'sweeper',
  },
  {
    id: 'R6',
    what: 'the state machine under random racing commands',
    bar: '≥ 10 k runs, no broken invariant',
    testedBy: 'services/tickets racing-model.test.ts (10,000 runs), racing-lives.test.ts (database)',
  },
  {
    id: 'R7',
    what: 'rolling restart of each service under load',
    bar: '0 failed requests, 0 lost',
    measuredBy: 'rolling',
  },
  {
    id: 'R8',
    what: 'backup, total loss, restore',
    bar: 'all acknowledged data back, audit chain verifies, minutes stated',
    measuredBy: 'restore',
  },
  {
    id: 'A1',
    what: 'every field × every role × inside and outside scope',
    bar: 'every field has a rule; 0 rows from outside',
    measuredBy: 'scope',
  },
  {
    id: 'A2',
    what: 'a subgraph called around the gateway',
    bar: 'all refused before execution',
    measuredBy: 'around',
  },
  {
    id: 'A3',
    what: '≥ 1,000 hostile documents, ≥ 500 bad inputs',
    bar: 'each refused in bounded time and memory',
    measuredBy: 'hostile',
  },
  {
    id: 'A4',
    what: 'canary identity and phone numbers searched everywhere',
    bar: 'none in clear outside granted answers',
    measuredBy: 'canary',
  },
  {
    id: 'A5',
    what: 'audit chain of 1 M records tampered ≥ 10 k times',
    bar: 'every one found, first broken link named',
    measuredBy: 'audit',
  },
  {
    id: 'A6',
    what: 'keys rotated, roles revoked, grants withdrawn under load',
    bar: 'no failed request; effective within seconds',
    measuredBy: 'keys',
  },
  {
    id: 'A7',
    what: 'a department’s NATS credentials on every other subject',
    bar: 'all refused by the server itself',
    measuredBy: 'nats',
  },
];
