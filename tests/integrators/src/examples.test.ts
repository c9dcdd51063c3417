import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportMatter } from '@gridlink/journeys/matter';
import { steps } from '@gridlink/journeys/steps';
import { createWorld, type World } from '@gridlink/journeys/world';
import { eventually, natsServer } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { brunoEnvironment, brunoRequests, runBruno } from './bruno-collection.ts';
import { type Example, isInstalled, type RunningExample, startExample } from './run-example.ts';

const JURISDICTION = 'zhengzhou';
const TICKETS = 6;
const NODE = process.execPath;

/** Where Java's classes go. */
const classes = mkdtempSync(join(tmpdir(), 'gridlink-java-'));
afterAll(() => rmSync(classes, { recursive: true }));

const javaSources = readdirSync(join(import.meta.dirname, '../../../examples/java')).filter((name) =>
  name.endsWith('.java'),
);
const JAVA_COMPILER: Example = {
  program: 'javac',
  arguments: ['-encoding', 'UTF-8', '-d', classes, ...javaSources],
  folder: 'java',
};

const LANGUAGES: readonly {
  readonly language: string;
  readonly example: Example;
  readonly asked: string;
  readonly prepare?: Example;
}[] = [
  {
    language: 'TypeScript',
    example: { program: NODE, arguments: ['department.ts'], folder: 'typescript' },
    asked: '--version',
  },
  {
    language: 'Python',
    example: { program: 'python3', arguments: ['department.py'], folder: 'python' },
    asked: '--version',
  },
  {
    language: 'Java',
    example: { program: 'java', arguments: ['-Dfile.encoding=UTF-8', '-cp', classes, 'Department'], folder: 'java' },
    asked: '-version',
    prepare: JAVA_COMPILER,
  },
];

/** A machine without a language says so and goes on; where the build is checked (CI is set) none may be missing. */
const installed = new Map<string, boolean>();
for (const { language, example, asked } of LANGUAGES)
  installed.set(language, await isInstalled(example.program, asked));
const runnable = LANGUAGES.filter(({ language }) => installed.get(language));
const missing = LANGUAGES.filter(({ language }) => !installed.get(language)).map(({ language }) => language);

describe('the examples for integrators', () => {
  let world: World;
  let settings: Record<string, string>;
  let organization: string;
  let county: string;

  beforeAll(async () => {
    world = await createWorld([JURISDICTION]);
    for (let count = 0; count < TICKETS; count++) {
      const matter = await reportMatter(world, JURISDICTION);
      await dispatch(matter);
      organization = matter.lead;
      county = matter.desk.county;
    }
    const registered = startExample(
      { program: NODE, arguments: ['register-program.ts', organization], folder: 'typescript' },
      { GRIDLINK_URL: world.graphql, GRIDLINK_LOGIN: county, GRIDLINK_PASSWORD: world.password },
    );
    const exported = (await registered.ended).map((line) => /^export (\w+)=(.+)$/.exec(line) ?? []);
    settings = {
      ...Object.fromEntries(exported.map(([, name = '', value = '']) => [name, value])),
      GRIDLINK_URL: world.graphql,
      GRIDLINK_NATS: natsServer().url,
    };
  }, 240_000);
  afterAll(() => world.end());

  async function dispatch(matter: Awaited<ReturnType<typeof reportMatter>>): Promise<void> {
    const go = steps(world, matter);
    await go.accept();
    await go.escalate();
    await go.dispatch();
  }
  const start = (example: Example, more: Record<string, string> = {}): RunningExample =>
    startExample(example, { ...settings, GRIDLINK_RUN: randomUUID().slice(0, 12), ...more });

  describe.each(runnable)('in $language', ({ example, prepare }) => {
    let lines: readonly string[] = [];
    beforeAll(async () => {
      if (prepare) await startExample(prepare, {}).ended;
      lines = await start(example).ended;
    });

    it.each([
      ['signs in by client credentials', /^signed in for \d{12}-URBAN_MANAGEMENT /],
      ['is told what is wrong with an input', /^refused OUTSIDE_CHINA place: 坐标不在中国境内/],
      ['hands a matter in', /^handed in \S+, duplicate false$/i],
      ['sends it again without a second ticket', /^sent again \S+, duplicate true$/i],
      ['reads its tickets page after page', /^tickets (?:[6-9]|\d\d) on [23] pages$/],
      ['pushes rows of its own', /^pushed: created 1, refused 1$/],
      ['is told which row is refused', /^refused row: keeper /],
      ['pushes a batch again without effect', /^pushed again: replayed true$/i],
    ])('%s', (_what, line) => {
      expect(lines.join('\n')).toMatch(new RegExp(line.source, `m${line.flags}`));
    });
  });

  it('leave no language out where the build is checked', () => {
    if (missing.length > 0) console.warn(`not on this machine, so not tried: ${missing.join(', ')}`);
    expect(process.env.CI ? missing : []).toEqual([]);
  });

  it('hear over NATS that a matter was dispatched to the department', async () => {
    const feed = start({ program: NODE, arguments: ['feed.ts'], folder: 'typescript' }, { GRIDLINK_EVENTS: '1000' });
    await eventually(() => feed.lines.some((line) => line.startsWith('listening')));
    await dispatch(await reportMatter(world, JURISDICTION));
    // What the department handed in before is in its feed too.
    const told = /^gridlink\.tickets\.ticket\.dispatched\.v1 \S+$/;
    expect(await eventually(() => feed.lines.some((line) => told.test(line)))).toBe(true);
    feed.stop();
    await feed.ended.catch(() => 'stopped');
  });

  it.each([
    ['TypeScript', { program: NODE, arguments: ['live.ts'], folder: 'typescript' }],
    ['Python', { program: 'python3', arguments: ['live.py'], folder: 'python' }],
  ])('see in %s, live, that a matter was dispatched to the department', async (_language, example) => {
    const live = start(example, { GRIDLINK_EVENTS: '1' });
    await eventually(() => live.lines.includes('listening'));
    const matter = await reportMatter(world, JURISDICTION);
    await dispatch(matter);
    expect((await live.ended).at(-1)).toMatch(new RegExp(`^\\w+ ${matter.receipt.code} HANDLING$`));
  });

  it('pull the same events by cursor, where the system cannot speak NATS', async () => {
    const lines = await start({ program: 'python3', arguments: ['department.py'], folder: 'python' }).ended;
    expect(lines.join('\n')).toMatch(/^events [1-9]\d*$/m);
  });

  it('run as a Bruno collection, request after request', async () => {
    const { GRIDLINK_CLIENT_ID: clientId = '', GRIDLINK_CLIENT_SECRET: clientSecret = '' } = settings;
    const run = randomUUID().slice(0, 12);
    let variables = { ...brunoEnvironment(), gateway: world.graphql, organization, clientId, clientSecret, run };
    const failures: string[] = [];
    for (const request of brunoRequests()) {
      const { failed, variables: kept } = await runBruno(request, variables);
      failures.push(...failed.map((condition) => `${request.meta.name}: ${condition}`));
      variables = { ...variables, ...kept };
    }
    expect(failures).toEqual([]);
  });
});

describe('the Bruno collection', () => {
  const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../gateway/schema.graphql'), 'utf8'));

  it.each(brunoRequests().map((request) => [request.meta.name, request] as const))(
    'asks in "%s" what the schema has',
    (_name, { body }) => {
      expect(validate(schema, parse(body.graphql.query)).map(({ message }) => message)).toEqual([]);
    },
  );
});
