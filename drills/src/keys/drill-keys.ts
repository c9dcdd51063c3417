import { type Bar, bar, type Measurement, ownStack, type Row, serverVersions } from '@gridlink/bench';
import { buildCountry } from '../country/country.ts';
import { openOfficers } from './accounts.ts';
import type { Effect } from './effect.ts';
import { closeFeeds } from './feeds.ts';
import { changeRoles, endPosts, revokeAccounts, withdrawGrants } from './rights.ts';
import { rotateGatewayKey, rotateTokenKey } from './rotations.ts';
import { startSteadyLoad } from './steady-load.ts';

const FULL = { rotations: 3, accounts: 10 } as const;
const QUICK = { rotations: 1, accounts: 2 } as const;
const SECONDS = 1_000;
/** "Within seconds". */
const MOST_SECONDS = 5;

const seconds = (milliseconds: number): number => Number((milliseconds / SECONDS).toFixed(3));

function rowsOf(effects: readonly Effect[]): Row[] {
  return [...Map.groupBy(effects, ({ what }) => what)].map(([what, all]) => {
    const shown = all.flatMap(({ afterMs }) => (afterMs === undefined ? [] : [afterMs])).toSorted((a, b) => a - b);
    return {
      'what was done, and where it shows': what,
      times: all.length,
      shown: shown.length,
      'p50 s': seconds(shown[shown.length >> 1] ?? Number.NaN),
      'most s': seconds(shown.at(-1) ?? Number.NaN),
    };
  });
}

function barsOf(effects: readonly Effect[], load: { readonly failures: readonly string[]; done(): number }): Bar[] {
  const slowest = Math.max(...effects.map(({ afterMs }) => afterMs ?? Number.POSITIVE_INFINITY));
  return [
    bar('A6', 'failed requests of others', { value: load.failures.length, unit: '', limit: { atMost: 0 } }),
    bar('A6', 'requests of others meanwhile', { value: load.done(), unit: '', limit: { atLeast: 100 } }),
    bar('A6', 'slowest effect', { value: seconds(slowest), unit: 's', limit: { atMost: MOST_SECONDS } }),
  ];
}

/** A6: keys rotated, accounts revoked, roles and posts ended, grants withdrawn, while others work on. */
export const drillKeys: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const { stack, end } = await ownStack({ say });
  try {
    const country = await buildCountry(stack);
    const [someone] = await openOfficers(country, 'someone', 1);
    const load = startSteadyLoad(country);
    const effects: Effect[] = [];
    try {
      effects.push(await rotateTokenKey(country, someone?.login ?? ''));
      effects.push(...(await rotateGatewayKey(country, size.rotations)));
      effects.push(...(await revokeAccounts(country, size.accounts)));
      effects.push(...(await changeRoles(country, size.accounts)));
      effects.push(...(await endPosts(country, size.accounts)));
      effects.push(...(await withdrawGrants(country)));
      effects.push(...(await closeFeeds(country)));
    } finally {
      await load.stop();
    }
    for (const failure of load.failures.slice(0, 5)) say(failure);
    return {
      seed: country.seed,
      rounds: 1,
      versions: serverVersions(stack),
      notes: [
        `${load.done()} requests through the gateway by people none of it was about, ${load.failures.length} of them failed`,
        'the clock of an effect starts when the change was acknowledged; the refusal is looked for every 25 ms',
        'a token key that is replaced stays good for what it signed until that expires, ten minutes; so long may the gateway keep its copy of the key set',
      ],
      rows: rowsOf(effects),
      bars: barsOf(effects, load),
    };
  } finally {
    await end();
  }
};
