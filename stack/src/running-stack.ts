import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import type { Endpoints, MemberEndpoint } from './endpoints.ts';
import { type MemberName, memberAdminUrl, memberUrl, type Wiring } from './federation/members.ts';
import { type Replica, type ReplicaOptions, replicaOf } from './federation/replica.ts';
import type { SupervisedProcess } from './processes/process-spec.ts';
import type { Surroundings } from './processes/supervised-process.ts';
import type { ProcessName } from './stack-options.ts';

/** A running stack. */
export type Stack = {
  /** As of now: pids change when a process is restarted. */
  readonly endpoints: Endpoints;
  /** Stops gateway, services, broker, database, in that order. May be called twice. */
  stop(): Promise<void>;
  /** kill -9; the supervisor starts it again by itself, as after a crash. Resolves when the process is gone. */
  kill(name: ProcessName): Promise<void>;
  /** Stops it and keeps it down until `restart`. */
  halt(name: ProcessName): Promise<void>;
  /** Stops it if it runs, starts it, waits until it answers. */
  restart(name: ProcessName): Promise<void>;
  /** Starts a successor beside it and stops it once that answers, so that nobody finds the door shut. */
  replace(name: ProcessName): Promise<void>;
  /** Waits until it answers, for instance after `kill`. */
  untilReady(name: ProcessName): Promise<void>;
  pid(name: ProcessName): number | undefined;
  /** One more process of a member, on ports of its own; started by whoever asked for it, stopped with the stack at the latest. */
  replica(name: MemberName, options: ReplicaOptions): Promise<Replica>;
};

/** Everything a stack is made of once it stands. */
export type Parts = {
  readonly data: DataFolder;
  readonly wiring: Wiring;
  readonly members: ReadonlyMap<MemberName, SupervisedProcess>;
  readonly startedAt: string;
  readonly surroundings: Surroundings;
};

function memberEndpoints({ data, wiring, members }: Parts): Endpoints['members'] {
  const entries = [...members].map(([name, member]): [MemberName, MemberEndpoint] => {
    const url = memberUrl(wiring, name);
    const log = join(data.logs, `${name}.log`);
    const admin = memberAdminUrl(wiring, name);
    return [name, { url, graphql: `${url}/graphql`, port: wiring.ports[name], admin, pid: member.pid(), log }];
  });
  return Object.fromEntries(entries);
}

/** The stack as scripts see it. */
export function endpointsOf(parts: Parts): Endpoints {
  const { data, wiring } = parts;
  const { process: mongoProcess, ...mongo } = wiring.mongo;
  const { process: natsProcess, ...nats } = wiring.nats;
  return {
    startedAt: parts.startedAt,
    supervisor: process.pid,
    dataFolder: data.root,
    eventPrefix: wiring.eventPrefix,
    databasePrefix: wiring.databasePrefix,
    members: memberEndpoints(parts),
    mongodb: { ...mongo, pid: mongoProcess?.pid() },
    nats: { ...nats, pid: natsProcess?.pid() },
    keys: wiring.keys,
    demoAccounts: data.demoAccounts,
  };
}

/** Keeps `endpoints.json` true. It names files with secrets but holds none itself. */
export function writeEndpoints(parts: Parts): void {
  writeFileSync(parts.data.endpoints, `${JSON.stringify(endpointsOf(parts), null, 2)}\n`);
}

/** Clients first, then what they use: nobody is left talking to something that is gone. */
export async function stopInOrder(
  { members, wiring }: Pick<Parts, 'members' | 'wiring'>,
  replicas: readonly Replica[] = [],
): Promise<void> {
  await members.get('gateway')?.stop();
  await Promise.all([...members.values(), ...replicas.map((replica) => replica.process)].map((each) => each.stop()));
  await wiring.nats.process?.stop();
  await wiring.mongo.process?.stop();
}

function processOf({ members, wiring }: Parts, name: ProcessName): SupervisedProcess {
  const found = name === 'mongodb' ? wiring.mongo.process : name === 'nats' ? wiring.nats.process : members.get(name);
  if (found === undefined) throw new Error(`${name} is not a child of this stack`);
  return found;
}

/** The handle on a stack that stands. `close` frees what the starter took. */
export function runningStack(parts: Parts, close: () => void): Stack {
  let stopping: Promise<void> | undefined;
  const replicas: Replica[] = [];
  return {
    get endpoints() {
      return endpointsOf(parts);
    },
    stop() {
      stopping ??= stopInOrder(parts, replicas).finally(close);
      return stopping;
    },
    kill: (name) => processOf(parts, name).kill(),
    halt: (name) => processOf(parts, name).stop(),
    restart: (name) => processOf(parts, name).restart(),
    async replace(name) {
      await processOf(parts, name).replace();
      writeEndpoints(parts);
    },
    untilReady: (name) => processOf(parts, name).untilReady(),
    pid: (name) => processOf(parts, name).pid(),
    async replica(name, options) {
      const { wiring, data, surroundings } = parts;
      const replica = await replicaOf(name, options, { wiring, logs: data.logs, surroundings });
      replicas.push(replica);
      return replica;
    },
  };
}
