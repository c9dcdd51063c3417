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
import { gatewayBars, gatewayRows, type Heat, pageOf } from './gateway-rows.ts';
import { PAGE_ROWS, type Question, type QuestionSize, questionsFor, ticketsFor } from './questions.ts';
import { type Behind, checkEqualAnswers, runGateway } from './runs.ts';

type Size = QuestionSize & { readonly rounds: number; readonly milliseconds: number; readonly isWarmedUp: boolean };
const FULL: Size = { pages: 64, heavyRows: 100, rounds: 5, milliseconds: 2_500, isWarmedUp: true };
const QUICK: Size = { pages: 33, heavyRows: 40, rounds: 1, milliseconds: 250, isWarmedUp: false };

const REFERENCES = [
  '@apollo/gateway',
  '@apollo/server',
  '@graphql-hive/gateway-runtime',
  '@graphql-hive/router-runtime',
];

const NOTES = [
  `page: ${PAGE_ROWS} tickets → grid → leader, lead department; 32 connections, every request in flight has variables of its own`,
  'page, all alike: the same variables in every request; mutation: a report that was made before, asked of stubs only',
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
  readonly subgraphs: string;
  readonly questions: readonly Question[];
  /** Signs in anew: a token lives shorter than the whole course takes. */
  readonly signIn: () => Promise<string>;
  readonly size: Size;
  readonly behind: Behind;
  readonly say: Effort['say'];
  /** Called when every question was asked once. */
  readonly onChecked?: () => Promise<unknown>;
};

async function heats(settings: ContestantSettings, course: Course): Promise<Heat[]> {
  const children = await startContestants(settings);
  try {
    const token = await course.signIn();
    for (const question of course.questions) await checkEqualAnswers(children, { question, token });
    await course.onChecked?.();
    const found: Heat[] = [];
    for (const question of course.questions) found.push(await heat(children, question, course));
    return found;
  } finally {
    await Promise.all([...children.values()].map((child) => child.stop()));
  }
}

async function heat(children: ReadonlyMap<string, Child>, question: Question, course: Course): Promise<Heat> {
  const { subgraphs, size, behind, say } = course;
  const token = await course.signIn();
  const milliseconds = size.milliseconds * question.share;
  const run = (child: Child) => runGateway(child, { question, token }, { milliseconds, behind });
  // Code that has just been loaded is not yet compiled: everybody gets a round that does not count.
  if (size.isWarmedUp) for (const child of children.values()) await run(child);
  const measured = await alternate([...children.keys()], size.rounds, async (name, round) => {
    const child = children.get(name);
    if (!child) throw new Error(`${name} was not started`);
    const figures = await run(child);
    const where = `${subgraphs}, ${question.name}, round ${round + 1} of ${size.rounds}`;
    say(`${where}: ${name} ${figures.perSecond.toFixed(0)}/s`);
    return figures;
  });
  return { subgraphs, question: question.name, measured };
}

const BEHIND: readonly ProcessName[] = ['grid', 'personnel', 'tickets', 'dataexchange', 'mongodb'];

const behindIn = (stack: Stack): number =>
  [...stackProcessorTime(stack, BEHIND).values()].reduce((sum, time) => sum + time, 0);

async function allQuestions(stack: Stack, county: Parameters<typeof questionsFor>[1], token: string, size: Size) {
  const graph = openGraph(stack.endpoints.members.gateway?.graphql ?? '', 1);
  const questions = await questionsFor((query, variables) => graph.ask({ query, variables, token }), county, size);
  await graph.close();
  return questions;
}

/** Bar S1: our gateway against others on the same supergraph and the same subgraphs. */
export const measureGateways: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const { stack, end } = await ownStack({ say });
  try {
    const county = await buildCounty(stack, { towns: 3, villagesEach: 8 });
    await dispatchTickets(county, ticketsFor(size), 'page');
    const session = await signInCoordinator(county);
    const questions = await allQuestions(stack, county, session.token, size);
    const settings = settingsFor(stack, session);

    const course = { signIn: async () => (await signInCoordinator(county)).token, size, say };
    const reads = questions.filter(({ name }) => name !== 'mutation');
    const real = await heats(settings, {
      ...course,
      subgraphs: 'real',
      questions: reads,
      behind: () => behindIn(stack),
    });
    const stubs = await startStubs(settings);
    const replayed = await heats(
      { ...settings, subgraphs: stubs.subgraphs },
      { ...course, subgraphs: 'stubs', questions, behind: () => 0, onChecked: stubs.complete },
    ).finally(stubs.stop);

    const versions = REFERENCES.map((name) => [name, packageVersion(name, import.meta.filename)]);
    return {
      seed: county.seed,
      rounds: size.rounds,
      versions: { ...serverVersions(stack), ...Object.fromEntries(versions) },
      notes: NOTES,
      rows: [...real, ...replayed].flatMap(gatewayRows),
      bars: gatewayBars(pageOf(real), pageOf(replayed)),
    };
  } finally {
    await end();
  }
};
