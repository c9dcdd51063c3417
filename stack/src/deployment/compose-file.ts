import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectFolder } from '../settings.ts';

const serviceSchema = z.looseObject({
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.unknown()).default({}),
  container_name: z.string().optional(),
});

const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
});

/** `deploy/compose.yaml`, anchors and merges resolved. */
export const composeDocument: unknown = parse(readFileSync(join(projectFolder, 'deploy/compose.yaml'), 'utf8'), {
  merge: true,
});

/** The parts of it that the tests look at. */
export const composeFile = composeSchema.parse(composeDocument);

/** One service of the file. @throws when there is none of that name. */
export function composeService(name: string): z.infer<typeof serviceSchema> {
  const service = composeFile.services[name];
  if (service === undefined) throw new Error(`compose.yaml has no service ${name}`);
  return service;
}

/** `${NAME:-default}` as compose fills it in when nothing is set. */
function withDefaults(value: string): string {
  return value.replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1');
}

/** The folder here that a service mounts at a place in its container. @throws when it mounts none there. */
function sourceOf(name: string, target: string, secretsFolder: string): string {
  const mounted = composeService(name).volumes.map((volume) => volume.split(':'));
  const source = mounted.find(([, place]) => place === target)?.[0];
  if (source === undefined) throw new Error(`compose.yaml mounts nothing at ${target} of ${name}`);
  return source.replace('./secrets', secretsFolder);
}

/**
 * The environment that a member's process sees in its container, its secrets read from a folder here.
 * What the image's entry script does with MONGODB_URI_FILE is done likewise.
 */
export function containerEnvironment(name: string, secretsFolder: string): Record<string, string> {
  const fileOf = (secret: string): string =>
    join(secretsFolder, (composeFile.secrets[secret]?.file ?? secret).replace('./secrets/', ''));
  const entries = Object.entries(composeService(name).environment).map(([key, value]): [string, string] => {
    const local = withDefaults(value)
      .replace(/^\/run\/secrets\/(\w+)$/, (_path, secret: string) => fileOf(secret))
      .replace(/^\/run\/keys\/[\w-]+(?=\/)/, (folder) => sourceOf(name, folder, secretsFolder));
    return key === 'MONGODB_URI_FILE' ? ['MONGODB_URI', readFileSync(local, 'utf8')] : [key, local];
  });
  return Object.fromEntries(entries);
}
