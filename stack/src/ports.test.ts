import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { choosePorts, rememberedPorts, rememberPorts } from './ports.ts';

let occupier: Server;
let occupied: number;

beforeEach(async () => {
  occupier = createServer();
  await new Promise<void>((resolve) => occupier.listen(0, '127.0.0.1', resolve));
  occupied = (occupier.address() as { port: number }).port;
});

afterEach(() => new Promise((resolve) => occupier.close(resolve)));

describe('choosePorts', () => {
  it('gives every name a port of its own', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'] as const;
    const ports = await choosePorts({ names });
    expect(new Set(Object.values(ports)).size).toBe(names.length);
  });

  it('takes the remembered port when it is free', async () => {
    const { a } = await choosePorts({ names: ['a'] as const });
    const again = await choosePorts({ names: ['a'] as const, remembered: { a } });
    expect(again.a).toBe(a);
  });

  it.each(['remembered', 'preferred'] as const)('takes another one when the %s port is in use', async (wish) => {
    const ports = await choosePorts({ names: ['a'] as const, [wish]: { a: occupied } });
    expect(ports.a).not.toBe(occupied);
  });

  it('refuses to start on a set port that is in use, naming the setting', async () => {
    await expect(choosePorts({ names: ['gateway'] as const, fixed: { gateway: occupied } })).rejects.toThrow(
      `Port ${occupied}, set by GRIDLINK_PORT_GATEWAY, is in use`,
    );
  });
});

describe('remembered ports', () => {
  it('are none when there is no file', () => {
    expect(rememberedPorts('/nowhere/ports.json')).toEqual({});
  });

  it('keep those of names that this run does not use', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridlink-ports-'));
    const file = join(folder, 'ports.json');
    rememberPorts(file, { a: 1, b: 2 });
    rememberPorts(file, { b: 3 });
    expect(rememberedPorts(file)).toEqual({ a: 1, b: 3 });
    rmSync(folder, { recursive: true });
  });
});
