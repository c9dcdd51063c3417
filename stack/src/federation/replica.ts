import { join } from 'node:path';
import { choosePorts } from '../ports.ts';
import type { SupervisedProcess } from '../processes/process-spec.ts';
import { type Surroundings, superviseProcess } from '../processes/supervised-process.ts';
import { memberProcess } from './member-process.ts';
import { adminPortName, type MemberName, memberAdminUrl, type Wiring } from './members.ts';

/** One more process of a member, beside the stack's own. */
export type Replica = {
  readonly process: SupervisedProcess;
  /** Where operators ask it: /metrics, /ready, /health. */
  readonly admin: string;
};

export type ReplicaOptions = {
  /** Its own name, for its log: `tickets-2`. */
  readonly called: string;
  /** More environment than the stack's own process of that member has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of the runtime, before the member's file: a module to load first. */
  readonly runtime?: readonly string[];
};

/** A replica under the same contract as the stack's own process, on ports of its own. Nothing is started before `start()`. */
export async function replicaOf(
  name: MemberName,
  { called, env = {}, runtime = [] }: ReplicaOptions,
  {
    wiring,
    logs,
    surroundings,
  }: { readonly wiring: Wiring; readonly logs: string; readonly surroundings: Surroundings },
): Promise<Replica> {
  const chosen = await choosePorts({ names: [name, adminPortName(name)] });
  const itsWiring = { ...wiring, ports: { ...wiring.ports, ...chosen } };
  const spec = memberProcess(name, itsWiring, { logs, extra: env });
  const itsSpec = {
    ...spec,
    name: called,
    arguments: [...runtime, ...spec.arguments],
    logFile: join(logs, `${called}.log`),
  };
  return { process: superviseProcess(itsSpec, surroundings), admin: memberAdminUrl(itsWiring, name) };
}
