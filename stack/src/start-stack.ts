import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createDataFolder, type DataFolder, dataFolderAt } from './data-folder.ts';
import { memberProcess } from './federation/member-process.ts';
import { entryFile, type MemberName, memberNames, type Wiring } from './federation/members.ts';
import { keepDossierKeys } from './keys/dossier-keys.ts';
import { keepIdentityKeys } from './keys/identity-keys.ts';
import { choosePorts, type Ports, rememberedPorts, rememberPorts } from './ports.ts';
import { openLeash } from './processes/leash.ts';
import type { SupervisedProcess } from './processes/process-spec.ts';
import { type Surroundings, superviseProcess } from './processes/supervised-process.ts';
import { lockDataFolder } from './run-lock.ts';
import { type Parts, runningStack, type Stack, stopInOrder, writeEndpoints } from './running-stack.ts';
import {
  type MongoServer,
  type NatsServer,
  openMongo,
  openNats,
  type ServerPlace,
  withUsers,
} from './servers/servers.ts';
import type { Settings } from './settings.ts';
import { fixedPorts, type PortName, portNames, type StackOptions, settingsFor } from './stack-options.ts';

async function portsFor(options: StackOptions, settings: Settings, data: DataFolder): Promise<Ports<PortName>> {
  const ports = await choosePorts({
    names: portNames,
    fixed: fixedPorts(settings),
    remembered: rememberedPorts(data.ports),
    preferred: options.preferredPorts ?? {},
  });
  rememberPorts(data.ports, ports);
  return ports;
}

function membersToStart(options: StackOptions): readonly MemberName[] {
  const names = memberNames.filter((name) => options.only?.includes(name) ?? true);
  const missing = names.filter((name) => !existsSync(entryFile(name)));
  if (missing.length > 0)
    throw new Error(`No entry file for ${missing.join(', ')}: ${missing.map(entryFile).join(', ')}`);
  return names;
}

type Servers = { readonly mongo: MongoServer; readonly nats: NatsServer };

async function openServers(options: StackOptions, place: ServerPlace, ports: Ports<PortName>): Promise<Servers> {
  options.observer?.phase?.('mongodb');
  const mongo = await openMongo(place, ports.mongodb);
  try {
    options.observer?.phase?.('nats');
    return { mongo, nats: await openNats(place, { client: ports.nats, monitoring: ports.nats_monitoring }) };
  } catch (error) {
    await mongo.process?.stop();
    throw error;
  }
}

async function wire(options: StackOptions, place: ServerPlace): Promise<Wiring> {
  const { settings, data } = place;
  const ports = await portsFor(options, settings, data);
  const keys = await keepIdentityKeys(data.keys);
  await keepDossierKeys(keys.dossierKeys, keys.dossierKeySet);
  const { mongo, nats } = await openServers(options, place, ports);
  const eventPrefix = options.eventPrefix ?? 'gridlink';
  return {
    ports,
    keys,
    mongo,
    nats: await withUsers(nats, join(data.nats, 'users'), eventPrefix),
    databasePrefix: options.databasePrefix ?? 'gridlink',
    eventPrefix,
    logLevel: settings.LOG_LEVEL,
  };
}

async function startMembers(options: StackOptions, wiring: Wiring, place: ServerPlace) {
  options.observer?.phase?.('members');
  const { data, surroundings } = place;
  const members = new Map<MemberName, SupervisedProcess>();
  for (const name of membersToStart(options)) {
    const spec = memberProcess(name, wiring, { logs: data.logs, extra: options.env ?? {} });
    members.set(name, superviseProcess(spec, surroundings));
  }
  try {
    // The first failure ends the start: the others may wait for the failed one, each to the end of its patience.
    await Promise.all([...members.values()].map((member) => member.start()));
  } catch (error) {
    await stopInOrder({ wiring, members });
    throw error;
  }
  return members;
}

/**
 * Starts database, broker and the five processes, and waits until all answer.
 * @throws AlreadyRunningError, MissingServerError, PortTakenError, ProcessStartError; nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const data = dataFolderAt(resolve(options.dataFolder));
  membersToStart(options);
  createDataFolder(data);
  const unlock = lockDataFolder(data);
  const leash = openLeash();
  const close = (): void => {
    leash.close();
    rmSync(data.endpoints, { force: true });
    unlock();
  };
  let parts: Parts | undefined;
  const surroundings: Surroundings = {
    leash,
    announce: (event) => {
      options.observer?.announce?.(event);
      if (event.kind === 'ready' && parts !== undefined) writeEndpoints(parts);
    },
  };
  const place: ServerPlace = {
    settings: settingsFor(options),
    data,
    surroundings,
    progress: options.observer?.progress ?? (() => undefined),
  };
  try {
    const startedAt = new Date().toISOString();
    const wiring = await wire(options, place);
    parts = { data, wiring, members: await startMembers(options, wiring, place), startedAt, surroundings };
    writeEndpoints(parts);
    return runningStack(parts, close);
  } catch (error) {
    close();
    throw error;
  }
}
