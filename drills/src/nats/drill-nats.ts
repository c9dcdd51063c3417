import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  bar,
  buildCounty,
  type County,
  type Measurement,
  type OwnStack,
  ownStack,
  serverVersions,
} from '@gridlink/bench';
import { connectNats, streamName } from '@gridlink/event-bus';
import { brokerUsers, durables, type Stack, serviceNames } from '@gridlink/stack';
import type { NatsConnection } from 'nats';
import { type Assault, assault } from './assault.ts';
import { type Attempt, attemptsOn } from './attempts.ts';
import { type Department, openDepartment } from './departments.ts';
import { harmDone, type Inventory, takeInventory } from './inventory.ts';
import { wantAnswersElsewhere } from './wanted-answers.ts';

const FUNCTIONS = ['URBAN_MANAGEMENT', 'PUBLIC_SECURITY', 'HEALTH'];
/** Longer than a pull without waiting takes to be answered. */
const ANSWERED_AFTER_MS = 2_000;
const REFUSED = /Permissions Violation/i;

const inboxOf = (user: string): string => `_INBOX.${user}`;

function credentialsOf({ endpoints }: Stack, user: (typeof brokerUsers)[number]): Uint8Array {
  const path = endpoints.nats.users?.[user];
  if (path === undefined) throw new Error(`${user} has no user of its own at the broker`);
  return readFileSync(path);
}

/** The root of all departments' API prefixes. */
const gateRootOf = ({ feed }: Department): string => feed.apiPrefix.split('.')[0] ?? '';

async function assaultAll(
  stack: Stack,
  departments: readonly Department[],
  attempts: readonly Attempt[],
): Promise<Assault[]> {
  const { nats, eventPrefix: prefix } = stack.endpoints;
  const broker = { url: nats.url, attempts };
  const assaults: Assault[] = [];
  for (const { organization, feed, creds } of departments) {
    const holder = { kind: 'DEPARTMENT', feed } as const;
    assaults.push(await assault(broker, { who: organization, holder, creds, inboxPrefix: feed.inboxPrefix }));
  }
  for (const name of brokerUsers) {
    const holder = { kind: 'MEMBER', name, prefix } as const;
    const creds = credentialsOf(stack, name);
    assaults.push(await assault(broker, { who: name, holder, creds, inboxPrefix: inboxOf(name) }));
  }
  return assaults;
}

/** Durables on the domains' streams that are not in the table of rights, or are in it and not there. */
function unlikeTheTable({ streams }: Inventory, prefix: string): string[] {
  const there = serviceNames.flatMap((domain) => {
    const stream = streams.find(({ name }) => name === streamName(prefix, domain));
    return (stream?.consumers ?? []).filter((name) => serviceNames.some((service) => name.startsWith(`${service}-`)));
  });
  const listed = serviceNames.flatMap((service) => durables[service].map(({ name }) => name));
  return [...there.filter((name) => !listed.includes(name)), ...listed.filter((name) => !there.includes(name))];
}

/** What the processes themselves were refused while they worked: nothing, if their rights are enough. */
function refusedToMembers({ endpoints }: Stack): string[] {
  return Object.values(endpoints.members).flatMap(({ log }) =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => REFUSED.test(line)),
  );
}

async function wantElsewhere(stack: Stack, departments: readonly Department[], inventory: Inventory): Promise<number> {
  let made = 0;
  for (const { feed, creds } of departments) {
    const { apiPrefix, stream, durable, inboxPrefix } = feed;
    const requests = [
      { subject: `${apiPrefix}.CONSUMER.MSG.NEXT.${stream}.${durable}`, payload: '{"batch":1,"no_wait":true}' },
      { subject: `${apiPrefix}.CONSUMER.INFO.${stream}.${durable}`, payload: '' },
      { subject: `${apiPrefix}.ACK.${stream}.${durable}.1.1.1.1.0`, payload: '+ACK' },
    ];
    made += await wantAnswersElsewhere(stack.endpoints.nats.url, { creds, inboxPrefix, requests }, inventory);
  }
  await pause(ANSWERED_AFTER_MS);
  return made;
}

type Found = {
  readonly assaults: readonly Assault[];
  readonly wanted: number;
  readonly harm: readonly string[];
  readonly unlike: readonly string[];
  readonly refused: readonly string[];
};

async function tryEverything({ stack }: OwnStack, county: County, owner: NatsConnection): Promise<Found> {
  const departments: Department[] = [];
  for (const name of FUNCTIONS) departments.push(await openDepartment(county.admin, `${county.code}-${name}`));
  const [first] = departments;
  if (!first) throw new Error('there is no department');
  const before = await takeInventory(owner);
  const refused = refusedToMembers(stack);
  const attempts = attemptsOn({
    inventory: before,
    feeds: departments.map(({ feed }) => feed),
    inboxes: Object.fromEntries([...brokerUsers, 'drill'].map((user) => [user, inboxOf(user)])),
    gateRoot: gateRootOf(first),
  });
  const assaults = await assaultAll(stack, departments, attempts);
  const wanted = await wantElsewhere(stack, departments, before);
  const harm = harmDone(before, await takeInventory(owner));
  return { assaults, wanted, harm, unlike: unlikeTheTable(before, stack.endpoints.eventPrefix), refused };
}

/** A7: everything that stands on the broker tried with each department's and each process's own credentials. */
export const drillNats: Measurement = async ({ say }) => {
  const own = await ownStack({ say });
  const { nats } = own.stack.endpoints;
  const owner = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'drill' });
  try {
    const county = await buildCounty(own.stack, { towns: 1, villagesEach: 1 });
    const { assaults, wanted, harm, unlike, refused } = await tryEverything(own, county, owner);
    for (const { who, passed } of assaults) for (const subject of passed) say(`${who} could ${subject}`);
    for (const line of [...harm, ...refused.slice(0, 10)]) say(line);
    for (const name of unlike) say(`durable ${name}: not both listed and there`);
    const passed = assaults.reduce((sum, each) => sum + each.passed.length, 0);
    const tried = assaults.reduce((sum, each) => sum + each.tried, 0);
    const nothing = { unit: '', limit: { atMost: 0 } };
    return {
      seed: county.seed,
      rounds: 1,
      versions: serverVersions(own.stack),
      notes: [
        `the list is made from what stands on the server: streams, consumers, feeds, inboxes, $JS.API, $JS.ACK, $SYS, wildcards`,
        `${FUNCTIONS.length} departments' programs and the users of ${brokerUsers.join(', ')}`,
        `${wanted} requests that departments may make, with the answer wanted at another's DELETE or PURGE: the gate passes none`,
        'a service that pulls from its own durable could still want the answer there: JetStream answers with the power of the account (docs/security/threat-model.md)',
      ],
      rows: assaults.map((each) => ({ who: each.who, tried: each.tried, passed: each.passed.length })),
      bars: [
        bar('A7', 'attempts', { value: tried, unit: '', limit: { atLeast: 1_000 } }),
        bar('A7', 'attempts that the broker let pass', { value: passed, ...nothing }),
        bar('A7', 'streams or consumers harmed', { value: harm.length, ...nothing }),
        bar('A7', 'durables unlike the table of rights', { value: unlike.length, ...nothing }),
        bar('A7', 'refusals to processes at their own work', { value: refused.length, ...nothing }),
      ],
    };
  } finally {
    await owner.close();
    await own.end();
  }
};
