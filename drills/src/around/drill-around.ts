import { bar, type Measurement, ownStack, type Row, serverVersions } from '@gridlink/bench';
import { SUBGRAPHS, type SubgraphName } from '@gridlink/contracts';
import { changes, storedState } from '@gridlink/hostile-tests';
import type { Stack } from '@gridlink/stack';
import { ATTEMPTS, BODIES } from './attempts.ts';
import { type Forger, openForger } from './forger.ts';
import { type Header, type Knock, knock } from './knock.ts';

/** Times one proper identity is shown at once: the gateway shows each a single time. */
const AT_ONCE = 32;
const REPLAYS = { full: 50, quick: 5 } as const;

type Door = { readonly forger: Forger; readonly name: SubgraphName; readonly url: string };
type Found = { tried: number; readonly answered: string[] };

const isRefused = ({ status, text }: Knock): boolean => status === 401 && text.includes('UNAUTHENTICATED');

/** Every attempt with everything that can be asked; what is no JSON is refused for the identity too, so nothing was parsed before. */
async function tryEveryWay({ forger, name, url }: Door): Promise<Found> {
  const found: Found = { tried: 0, answered: [] };
  for (const [way, attempt] of ATTEMPTS) {
    const knocks = BODIES.map(async ([asked, body]) => {
      if (!isRefused(await knock(url, body, attempt(forger, name, body)))) found.answered.push(`${way}: ${asked}`);
    });
    found.tried += knocks.length;
    await Promise.all(knocks);
  }
  return found;
}

/** A proper identity used many times at once, then again for each question: all but one use is refused. */
async function replay({ forger, name, url }: Door, times: number): Promise<Found> {
  const found: Found = { tried: 0, answered: [] };
  const [, body] = BODIES[0] as (typeof BODIES)[number];
  for (let round = 0; round < times; round += 1) {
    const identity: Header = forger.assertion(name, body);
    const knocks = await Promise.all(Array.from({ length: AT_ONCE }, () => knock(url, body, identity)));
    const taken = knocks.filter(({ status }) => status === 200).length;
    if (taken !== 1) found.answered.push(`one identity was taken ${taken} times`);
    const refused = knocks.filter(isRefused).length;
    if (refused !== AT_ONCE - taken) found.answered.push(`${AT_ONCE - taken - refused} neither taken nor refused`);
    found.tried += AT_ONCE - 1;
  }
  return found;
}

/** Ways in that are none: another method, and the questions in the address. */
async function otherDoors({ url }: Door): Promise<Found> {
  const asked = `${url}?query=${encodeURIComponent('{ __typename }')}`;
  const found: Found = { tried: 0, answered: [] };
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const response = await fetch(asked, { method });
    found.tried += 1;
    if (response.status < 400 || (await response.text()).includes('"data"')) found.answered.push(`by ${method}`);
  }
  return found;
}

type Knocked = { readonly row: Row; readonly found: readonly Found[] };

async function knockAt(stack: Stack, forger: Forger, name: SubgraphName, replays: number): Promise<Knocked> {
  const door = { forger, name, url: stack.endpoints.members[name]?.graphql ?? '' };
  const [ways, again, doors] = [await tryEveryWay(door), await replay(door, replays), await otherDoors(door)];
  const row = {
    subgraph: name,
    'ways × questions': ways.tried,
    'used again': again.tried,
    'other methods': doors.tried,
  };
  return { row, found: [ways, again, doors] };
}

/** A2: each subgraph called without the gateway; nothing may be answered, nothing may be stored. */
export const drillAround: Measurement = async ({ quick, say }) => {
  const own = await ownStack({ say });
  try {
    const { stack } = own;
    const { mongodb, databasePrefix } = stack.endpoints;
    const stored = await storedState(mongodb.uri, databasePrefix);
    const forger = openForger(stack);
    const knocks = [];
    for (const name of SUBGRAPHS) knocks.push(await knockAt(stack, forger, name, quick ? REPLAYS.quick : REPLAYS.full));
    const found = knocks.flatMap((each) => each.found);
    const answered = found.flatMap((each) => each.answered);
    const changed = changes(stored, await storedState(mongodb.uri, databasePrefix));
    for (const line of [...answered, ...changed]) say(line);
    const nothing = { unit: '', limit: { atMost: 0 } };
    const tried = found.reduce((sum, each) => sum + each.tried, 0);
    return {
      seed: 0,
      rounds: 1,
      versions: serverVersions(stack),
      notes: [
        `${ATTEMPTS.length} ways to put an identity together, each with ${BODIES.map(([asked]) => asked).join(', ')}`,
        `one proper identity shown ${AT_ONCE} times at once: one use is the gateway's, the others are counted as attempts`,
      ],
      rows: knocks.map(({ row }) => row),
      bars: [
        bar('A2', 'attempts', { value: tried, unit: '', limit: { atLeast: 1_000 } }),
        bar('A2', 'attempts that were answered', { value: answered.length, ...nothing }),
        bar('A2', 'collections changed', { value: changed.length, ...nothing }),
      ],
    };
  } finally {
    await own.end();
  }
};
