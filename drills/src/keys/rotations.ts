import { readFileSync } from 'node:fs';
import { PUBLIC_CALLER } from '@gridlink/contracts';
import { rotateKey } from '@gridlink/stack';
import { decodeProtectedHeader } from 'jose';
import type { Country } from '../country/country.ts';
import { openIdentities } from '../country/identities.ts';
import { openAsker } from '../scope/asker.ts';
import { signIn } from './accounts.ts';
import { type Effect, effectOf } from './effect.ts';

const keyIdIn = (path: string): unknown => (JSON.parse(readFileSync(path, 'utf8')) as { kid?: unknown }).kid;

/** The gateway's key rotated twice; the effect is that a subgraph refuses what the first key signs. */
export async function rotateGatewayKey({ stack, identities }: Country, times: number): Promise<Effect[]> {
  const { keys, members } = stack.endpoints;
  const target = { name: 'grid', url: members.grid?.graphql ?? '' } as const;
  const effects: Effect[] = [];
  let holder = identities;
  for (let n = 0; n < times; n++) {
    await rotateKey(keys, 'gateway');
    const asker = openAsker(holder);
    const isRefused = async (): Promise<boolean> =>
      (await asker.ask(target, PUBLIC_CALLER, { query: '{ __typename }' })).status === 401;
    if (await isRefused()) throw new Error('a key that was only just replaced is refused already');
    // The second rotation begins by taking the first key's public half away.
    let second: Promise<unknown> = Promise.resolve();
    const begin = async (): Promise<void> => {
      second = rotateKey(keys, 'gateway');
    };
    effects.push(await effectOf('gateway key replaced twice: refused by a subgraph', begin, isRefused));
    await second;
    await asker.close();
    holder = await openIdentities(stack);
  }
  return effects;
}

/**
 * The key of tokens rotated; the effect is that whoever signs in is given a token of the new one, which the gateway takes. Once only:
 * a second time takes the first key away while those who work on hold tokens of it, which is what it is for.
 */
export async function rotateTokenKey(country: Country, login: string): Promise<Effect> {
  const { keys } = country.stack.endpoints;
  const before = keyIdIn(keys.tokenKey);
  let whole: Promise<unknown> = Promise.resolve();
  const rotate = async (): Promise<void> => {
    whole = rotateKey(keys, 'tokens');
    while (keyIdIn(keys.tokenKey) === before) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const isInUse = async (): Promise<boolean> => {
    const token = await signIn(country, login);
    const response = await fetch(country.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ me { subject } }' }),
    });
    if (response.status !== 200) throw new Error(`a token just issued is refused: HTTP ${response.status}`);
    return decodeProtectedHeader(token).kid !== before;
  };
  const effect = await effectOf('token key replaced: new tokens carry it', rotate, isInUse);
  await whole;
  return effect;
}
