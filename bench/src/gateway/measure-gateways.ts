import type { ProcessName, Stack } from '@gridlink/stack';
import { buildCounty } from '../county/county.ts';
import { dispatchTickets } from '../county/dispatched-tickets.ts';
import { type Session, signInCoordinator } from '../county/session.ts';
import { openGraph } from '../load/graph-requests.ts';
import { stackProcessorTime } from '../load/stack-processor-time.ts';
import type { Effort, Measurement } from '../report/command-line.ts';
import { packageVersion } from '../report/package-version.ts';
import { ownStack, serverVersions, WIDE_LIMITS } from '../stack/own-stack.ts';
import { alternate } from '../statistics/alternate.ts';
import type { Child } from './child.ts';
import type { ContestantSettings } from './contestants/contestant-settings.ts';
import { committedSupergraph, startContestants, startStubs } from './contestants.ts';
import { gatewayBars, gatewayRows, type Heat } from './gateway-rows.ts';
import { cursors } from './page-query.ts';
import { type Behind, checkEqualAnswers, type Questions, runGateway } from './runs.ts';

const ROWS = 20;
const CONNECTIONS = 32;

type Size = { readonly questions: number; readonly rounds: number; readonly milliseconds: number };
const FULL: Size = { questions: 64, rounds: 5, milliseconds: 4_000 };
const QUICK: Size = { questions: 33, rounds: 1, milliseconds: 700 };

const REFERENCES = [
  '@apollo/gateway',
  '@apollo/server',
  '@graphql-hive/gateway-runtime',
  '@graphql-hive/router-runtime',
];

const NOTES = [
  `${ROWS} tickets → grid → leader, lead department; ${CONNECTIONS} connections; every request in flight has variables of its own`,
  'all answers were checked to be equal; each gateway is a process of its own, loaded one at a time, NODE_ENV=production',
  'subgraphs answer only a signed identity: the reference gateways sign their calls too (one fixed caller, no tokens, no shields, no limits)',
  'ours checks the token of every request; its limits are in force, its rates set too high to refuse anything',
  'replay stubs answer bodies recorded from the real subgraphs before the first round, from memory',
];

function settingsFor(stack: Stack, session: Session): ContestantSettings {
  const { members, keys, nats, eventPrefix } = stack.endpoints;
  const subgraphs = Object.entries(members).filter(([name]) => name !== 'gateway');
  return {
    supergraph: committedSupergraph,
    subgraphs: Object.fromEntries(subgraphs.map(([name, { graphql }]) => [name, graphql])),
    gatewayKey: keys.gatewayKey,
    caller: session.caller,
    environment: {
      TOKEN_ISSUER: members.gateway?.url ?? '',
      TOKEN_JWKS_URL: `${members.personnel?.url}/.well-known/jwks.json`,
      NATS_URL: nats.url,
      ...(nats.credentials ? { NATS_CREDENTIALS: nats.credentials } : {}),
      EVENT_PREFIX: eventPrefix,
      ...WIDE_LIMITS,
    },
  };
}

type Course = {
  readonly questions: Questions;
  readonly size: Size;
  readonly behind: Behind;
  readonly say: Effort['say'];
  /** Called when every question was asked once. */
  readonly onChecked?: () => Promise<unknown>;
};

async function heat(
  subgraphs: string,
  settings: ContestantSettings,
  { questions, size, behind, say, onChecked }: Course,
): Promise<Heat> {
  const run = (child: Child) => runGateway(child, questions, { milliseconds: size.milliseconds, behind });
  const children = await startContestants(settings);
  try {
    await checkEqualAnswers(children, questions);
    await onChecked?.();
    // Code that has just been loaded is not yet compiled: everybody gets a round that does not count.
    for (const child of children.values()) await run(child);
    const measured = await alternate([...children.keys()], size.rounds, async (name, round) => {
      const child = children.get(name);
      if (!child) throw new Error(`${name} was not started`);
      const figures = await run(child);
      say(`${subgraphs}, round ${round + 1} of ${size.rounds}: ${name} ${figures.perSecond.toFixed(0)}/s`);
      return figures;
    });
    return { subgraphs, measured };
  } finally {
    await Promise.all([...children.values()].map((child) => child.stop()));
  }
}

const BEHIND: readonly ProcessName[] = ['grid', 'personnel', 'tickets', 'dataexchange', 'mongodb'];

const behindIn = (stack: Stack): number =>
  [...stackProcessorTime(stack, BEHIND).values()].reduce((sum, time) => sum + time, 0);

async function questionsFor(stack: Stack, token: string, size: Size): Promise<Questions> {
  const graph = openGraph(stack.endpoints.members.gateway?.graphql ?? '', 1);
  const known = await cursors((query, variables) => graph.ask({ query, variables, token }), ROWS + size.questions);
  await graph.close();
  const variables = known.slice(0, size.questions).map((after) => ({ first: ROWS, after }));
  return { variables, token, connections: CONNECTIONS };
}

/** Bar S1: our gateway against others on the same supergraph and the same subgraphs. */
export const measureGateways: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const { stack, end } = await ownStack({ say });
  try {
    const county = await buildCounty(stack, { towns: 3, villagesEach: 8 });
    await dispatchTickets(county, ROWS + size.questions + 1, 'page');
    const session = await signInCoordinator(county);
    const questions = await questionsFor(stack, session.token, size);
    const settings = settingsFor(stack, session);

    const course = { questions, size, say };
    const real = await heat('real', settings, { ...course, behind: () => behindIn(stack) });
    const stubs = await startStubs(settings);
    const replayed = await heat(
      'stubs',
      { ...settings, subgraphs: stubs.subgraphs },
      { ...course, behind: () => 0, onChecked: stubs.complete },
    ).finally(stubs.stop);

    const versions = REFERENCES.map((name) => [name, packageVersion(name, import.meta.filename)]);
    return {
      seed: county.seed,
      rounds: size.rounds,
      versions: { ...serverVersions(stack), ...Object.fromEntries(versions) },
      notes: NOTES,
      rows: [...gatewayRows(real), ...gatewayRows(replayed)],
      bars: gatewayBars(real, replayed),
    };
  } finally {
    await end();
  }
};
