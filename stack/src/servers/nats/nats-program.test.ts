import { describe, expect, it } from '@jest/globals';
import { findNats, isNewEnough, parseNatsVersion } from './nats-program.ts';

describe('a broker’s version', () => {
  it.each([
    ['nats-server: v2.15.1', '2.15.1'],
    ['nats-server version 2.9.0', '2.9.0'],
    ['no such thing', undefined],
  ])('is read from "%s"', (output, version) => {
    expect(parseNatsVersion(output)).toBe(version);
  });

  it.each([
    ['2.8.4', false],
    ['2.9.0', true],
    ['2.10.22', true],
    ['3.0.0', true],
    ['1.10.0', false],
  ])('%s is new enough: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});

describe('findNats', () => {
  it('names the ways out when the forced one cannot be had', async () => {
    const path = process.env.PATH;
    process.env.PATH = '/nowhere';
    const search = findNats({ forced: 'path', cacheFolder: '/nowhere', progress: () => undefined });
    await expect(search).rejects.toThrow(/no nats-server on the PATH[\s\S]*NATS_URL[\s\S]*apt install nats-server/);
    process.env.PATH = path;
  });
});
