import { readFileSync } from 'node:fs';
import { type ConnectionOptions, connect, credsAuthenticator } from 'nats';
import { pause } from '../../processes/deadline.ts';
import type { ProcessSpec } from '../../processes/process-spec.ts';
import { acceptsConnections } from '../../processes/readiness.ts';
import { type AccountFiles, type NatsPlace, writeServerConfiguration } from './account-files.ts';
import type { NatsProgram } from './nats-program.ts';

/** Address for clients. */
export function natsUrl(port: number): string {
  return `nats://127.0.0.1:${port}`;
}

/** Options of a short look at a server. `credentials` is a file's path. */
function lookOptions(url: string, credentials: string | undefined): ConnectionOptions {
  const options: ConnectionOptions = { servers: url, reconnect: false, timeout: 2_000 };
  return credentials === undefined
    ? options
    : { ...options, authenticator: credsAuthenticator(readFileSync(credentials)) };
}

async function lookAtJetStream(url: string, credentials: string | undefined): Promise<void> {
  const connection = await connect(lookOptions(url, credentials));
  try {
    await (await connection.jetstreamManager({ timeout: 2_000 })).getAccountInfo();
  } finally {
    await connection.close();
  }
}

async function hasJetStream(port: number, credentials: string): Promise<boolean> {
  if (!(await acceptsConnections(port))) return false;
  return lookAtJetStream(natsUrl(port), credentials).then(
    () => true,
    () => false,
  );
}

/** The embedded broker as a process to supervise; writes its configuration. */
export function natsProcess(
  program: NatsProgram,
  files: AccountFiles,
  at: NatsPlace & { readonly logFile: string },
): ProcessSpec {
  return {
    name: 'nats',
    command: program.program,
    arguments: ['-c', writeServerConfiguration(files, at)],
    environment: { ...process.env },
    workingFolder: at.folder,
    logFile: at.logFile,
    isReady: () => hasJetStream(at.port, files.servicesCredentialsFile),
    readyWithinMs: 60_000,
    stopWithinMs: 15_000,
  };
}

const EXTERNAL_ATTEMPTS = 5;
const EXTERNAL_PAUSE_MS = 1_000;

/** The operator's own broker must answer, with JetStream; a busy one is asked again. @throws with the last reason. */
export async function checkExternalNats(url: string, credentials: string | undefined): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await lookAtJetStream(url, credentials);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (attempt === EXTERNAL_ATTEMPTS) {
        throw new Error(`NATS_URL is set, but that server gives no JetStream account: ${reason}`);
      }
      await pause(EXTERNAL_PAUSE_MS);
    }
  }
}
