import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createCheckpointReader, createSealer, lineOfCheckpoint } from './checkpoint.ts';

const newKey = (kid: string) => ({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid });
const sealer = createSealer(newKey('one'));
const read = createCheckpointReader(sealer.keySet);
const checkpoint = sealer.seal({
  jurisdiction: 'somewhere',
  sequence: 7,
  hash: 'a'.repeat(64),
  at: '2026-03-02T01:30:00.000Z',
});

describe('[D07] a signed checkpoint', () => {
  it('is read by whoever has the public key', () => {
    expect(read(lineOfCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it.each([
    ['another number', { sequence: 8 }],
    ['another hash', { hash: 'b'.repeat(64) }],
    ['another jurisdiction', { jurisdiction: 'elsewhere' }],
    ['another time', { at: '2026-03-02T01:31:00.000Z' }],
    ['another signature', { signature: 'A'.repeat(86) }],
  ])('with %s does not match its signature', (_what, change) => {
    expect(read(lineOfCheckpoint({ ...checkpoint, ...change }))).toBe('does not match its signature');
  });

  it('of another key is refused by its name', () => {
    const foreign = createSealer(newKey('two')).seal({ ...checkpoint });
    expect(read(lineOfCheckpoint(foreign))).toBe('is signed by two, which is not among the keys');
  });

  it('of another key under the same name is refused', () => {
    const { signature: _signature, kid: _kid, ...content } = checkpoint;
    expect(read(lineOfCheckpoint(createSealer(newKey('one')).seal(content)))).toBe('does not match its signature');
  });

  it.each([
    ['no JSON', 'x'],
    ['a part', '{"sequence":1}'],
    ['one field more', JSON.stringify({ ...checkpoint, more: 1 })],
  ])('is not read from %s', (_what, line) => {
    expect(read(line)).toBe('is not a checkpoint');
  });

  it('shows nothing of the private key', () => {
    expect(Object.keys(sealer.keySet.keys[0] ?? {})).not.toContain('d');
  });

  it('is not signed by a key of another kind', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
    expect(() => createSealer({ ...rsa, kid: 'rsa' })).toThrow('Ed25519');
  });
});
