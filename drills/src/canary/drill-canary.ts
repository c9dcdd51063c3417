import { setTimeout as pause } from 'node:timers/promises';
import { bar, buildCounty, type Measurement, ownStack, type Row, serverVersions } from '@gridlink/bench';
import type { Stack } from '@gridlink/stack';
import { openDepartment } from '../nats/departments.ts';
import { type Canary, createAviary } from './canaries.ts';
import { createDoorKeeper, type DoorKeeper } from './door-keeper.ts';
import { misspeak, registerPeople, report, signIn, type Visit } from './doors.ts';
import { exportsAndFeeds } from './exports.ts';
import { look } from './looks.ts';
import { isMeantToBeThere } from './meant-places.ts';
import { logLines, operatorPages, streamMessages } from './places.ts';
import { poison } from './poison.ts';
import { keepRegister } from './register-doors.ts';
import { createWatcher, type Sighting, type Text } from './sightings.ts';
import { signStaffIn } from './staff.ts';
import { storedTexts } from './stored-texts.ts';

const EVENTS_WITHIN_MS = 12_000;

/** What is searched as one, and what was found there. */
type Search = { readonly what: string; readonly texts: number; readonly sightings: readonly Sighting[] };

/** Every door, and events that nobody can handle; in full once more while the database is killed. */
async function visitAll(visit: Visit, stack: Stack, quick: boolean): Promise<void> {
  await report(visit);
  await registerPeople(visit);
  await signIn(visit);
  await misspeak(visit);
  await keepRegister(visit);
  await look(visit);
  await poison(stack, visit);
  if (!quick) await visitWithoutDatabase(visit, stack);
  // Retries, parked events, the relay's second look and the seal come after the commands.
  await pause(EVENTS_WITHIN_MS);
}

async function visitWithoutDatabase(visit: Visit, stack: Stack): Promise<void> {
  const killed = stack.kill('mongodb');
  await Promise.allSettled([report(visit), registerPeople(visit), misspeak(visit)]);
  await killed;
  await Promise.all(
    (['mongodb', 'gateway', 'personnel', 'tickets', 'dataexchange'] as const).map((name) => stack.untilReady(name)),
  );
  await report(visit);
}

async function searched(
  what: string,
  watch: (text: Text) => Sighting[],
  texts: Iterable<Text> | AsyncIterable<Text>,
): Promise<Search> {
  let count = 0;
  const sightings: Sighting[] = [];
  for await (const text of texts) {
    count += 1;
    sightings.push(...watch(text));
  }
  return { what, texts: count, sightings };
}

async function searchAll(stack: Stack, visit: Visit, canaries: readonly Canary[]): Promise<Search[]> {
  const watch = createWatcher(canaries);
  const refusals = (keeper: DoorKeeper): Text[] =>
    keeper.refusals().map(({ operation, text }) => ({ place: `refusal of ${operation}`, text }));
  return [
    await searched('log lines', watch, logLines(stack)),
    await searched('events in streams and feeds', watch, await streamMessages(stack)),
    await searched('operators’ pages', watch, await operatorPages(stack)),
    await searched('refusals', watch, refusals(visit.keeper)),
    await searched('exports, feeds by pull, the audit', watch, await exportsAndFeeds(visit)),
    await searched('fields in the databases', watch, storedTexts(stack)),
  ];
}

const rowOf = ({ what, texts, sightings }: Search): Row => {
  const meant = sightings.filter(isMeantToBeThere).length;
  return { place: what, 'texts searched': texts, leaks: sightings.length - meant, 'where it belongs': meant };
};

/** Each leak once, in words. */
function leaksIn(searches: readonly Search[]): string[] {
  const leaks = searches.flatMap(({ sightings }) => sightings.filter((sighting) => !isMeantToBeThere(sighting)));
  return [
    ...new Set(
      leaks.map(({ canary, how, place, text }) => `${place}: ${canary.kind} of ${canary.door} ${how}: ${text}`),
    ),
  ];
}

/** A4: made-up personal data handed in at every door, then looked for everywhere that it does not belong. */
export const drillCanary: Measurement = async ({ quick, say }) => {
  const own = await ownStack({ say, env: { LOG_LEVEL: 'trace', AUDIT_SEAL_SECONDS: '2' } });
  const { stack } = own;
  try {
    const county = await buildCounty(stack, { towns: 1, villagesEach: 2 });
    const keeper = createDoorKeeper(county.graphql);
    const aviary = createAviary();
    const staff = await signStaffIn(stack, county, keeper);
    await openDepartment(county.admin, `${county.code}-URBAN_MANAGEMENT`);
    const visit = { keeper, staff, county, aviary };
    await visitAll(visit, stack, quick);
    const canaries = aviary.all();
    const searches = await searchAll(stack, visit, canaries);
    const leaks = leaksIn(searches);
    for (const leak of leaks) say(leak);
    const texts = searches.reduce((sum, search) => sum + search.texts, 0);
    const isStored = searches.at(-1)?.sightings.length ?? 0;
    return {
      seed: county.seed,
      rounds: 1,
      versions: serverVersions(stack),
      notes: [
        `${canaries.length} made-up names, numbers, addresses and passwords through ${new Set(canaries.map(({ door }) => door)).size} doors, logs at level trace${quick ? '' : ', the database killed meanwhile'}`,
        'each looked for in clear, percent-encoded, escaped, base64, hexadecimal, grouped, backwards, as unkeyed digests, identity numbers also as birth date with their last digits',
        'where it belongs: drills/src/canary/meant-places.ts; numbers are encrypted in personnel and tickets, departments’ registers hold their rows as they are',
      ],
      rows: searches.map(rowOf),
      bars: [
        bar('A4', 'canaries released', { value: canaries.length, unit: '', limit: { atLeast: 50 } }),
        bar('A4', 'texts searched', { value: texts, unit: '', limit: { atLeast: 1_000 } }),
        bar('A4', 'sightings where they are stored', { value: isStored, unit: '', limit: { atLeast: 10 } }),
        bar('A4', 'leaks', { value: leaks.length, unit: '', limit: { atMost: 0 } }),
      ],
    };
  } finally {
    await own.end();
  }
};
