import type { Caller } from '@gridlink/contracts';
import { type Answer, type Asker, type Asking, judgeAnswer, type Leak, type Stored } from '@gridlink/drills';
import { mayRead } from '@gridlink/subgraph-kit';
import { getNamedType, isNonNullType, isObjectType } from 'graphql';
import type { CommittedGraph } from './committed-graph.ts';
import type { Spot } from './spot.ts';
import type { Field } from './ways.ts';
import { wholeSelection } from './whole-selection.ts';

/** What somebody saw who asked for everything at a spot. */
export type View = {
  readonly leaks: readonly Leak[];
  /** Fields that found the one object they were asked for. */
  readonly found: readonly string[];
  /** Coordinates that were answered, with whatever value. */
  readonly answered: ReadonlySet<string>;
  /** Refusals of roles for what the table opens, which there must be none of. */
  readonly refused: readonly string[];
};

/** Refused as a whole where the caller has no part in them: asked alone, so that they take nothing else with them. */
const ALONE: ReadonlySet<string> = new Set([
  'auditExport',
  'deadlineExplanation',
  'deadlineRevisions',
  'exceptionCounts',
  'feedEvents',
  'listExceptions',
  'programs',
  'recordHistory',
  'refusedRows',
  'routesRehearsal',
  'rulesRehearsal',
  'sharedRecords',
  'whoSaw',
]);

type Question = {
  readonly text: string;
  readonly declared: readonly string[];
  readonly asking: Asking;
  readonly variables: Record<string, unknown>;
};

function questionOf(graph: CommittedGraph, caller: Caller, { spot, field }: { spot: Spot; field: Field }): Question {
  const alias = field.name;
  const given = field.args.flatMap(({ name, type }) => {
    const value =
      spot.values[`${field.name}.${name}`] ?? (isNonNullType(type) || ALWAYS.has(name) ? spot.values[name] : undefined);
    return value === undefined ? [] : [{ name, type, value, variable: `${alias}_${name}` }];
  });
  const below = getNamedType(field.type);
  const selection = isObjectType(below) ? wholeSelection(graph, caller, below) : '';
  const args = given.map(({ name, variable }) => `${name}: $${variable}`).join(', ');
  return {
    text: `${alias}: ${field.name}${args ? `(${args})` : ''} ${selection}`,
    declared: given.map(({ variable, type }) => `$${variable}: ${type}`),
    asking: { alias, field: field.name, asked: Object.fromEntries(given.map(({ name, value }) => [name, value])) },
    variables: Object.fromEntries(given.map(({ variable, value }) => [variable, value])),
  };
}
const ALWAYS: ReadonlySet<string> = new Set(['first', 'parent']);

function collect(into: Set<string>, value: unknown): void {
  if (Array.isArray(value)) for (const one of value) collect(into, one);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  const shown = value as Record<string, unknown>;
  for (const [field, below] of Object.entries(shown)) {
    if (typeof shown.__typename === 'string' && field !== '__typename') into.add(`${shown.__typename}.${field}`);
    collect(into, below);
  }
}

type Deps = {
  readonly graph: CommittedGraph;
  readonly stored: Stored;
  readonly asker: Asker;
  readonly graphql: string;
};

/** What a scope answers with where it does not reach; a shield's refusal names coordinates. */
const isExpected = ({ extensions }: Answer['errors'][number]): boolean =>
  extensions?.coordinates === undefined &&
  ['NOT_FOUND', 'FORBIDDEN', 'BAD_USER_INPUT'].includes(extensions?.code ?? '');

/** A line of the audit chain that these very questions wrote is read before it is judged. */
async function leaksIn(
  stored: Stored,
  caller: Caller,
  answer: Parameters<typeof judgeAnswer>[2],
): Promise<readonly Leak[]> {
  const { leaks } = judgeAnswer(stored, caller, answer);
  if (!leaks.some(({ type }) => type === 'AuditEntry')) return leaks;
  await stored.refreshAudit();
  return judgeAnswer(stored, caller, answer).leaks;
}

async function askFor({ stored, asker, graphql }: Deps, caller: Caller, asked: readonly Question[]): Promise<View> {
  const declared = asked.flatMap((question) => question.declared);
  const head = declared.length > 0 ? `query (${declared.join(', ')})` : 'query';
  const query = `${head} { ${asked.map(({ text }) => text).join('\n')} }`;
  const variables = Object.assign({}, ...asked.map((question) => question.variables)) as Record<string, unknown>;
  const { data, errors } = await asker.ask({ name: 'gateway', url: graphql }, caller, { query, variables });
  const answers = (data ?? {}) as Record<string, unknown>;
  const fields = asked.map(({ asking }) => asking.field).filter((field) => field in answers);
  const answered = new Set(fields.map((field) => `Query.${field}`));
  collect(answered, answers);
  return {
    leaks: await leaksIn(stored, caller, { data, askings: asked.map(({ asking }) => asking) }),
    found: fields.filter((field) => answers[field] !== null),
    answered,
    refused: errors.filter((error) => !isExpected(error)).map(({ message, path }) => `${path?.join('.')}: ${message}`),
  };
}

/** Asks for everything the table opens to a caller, of one spot, through the gateway. */
export async function lookAround(deps: Deps, caller: Caller, spot: Spot): Promise<View> {
  const { graph } = deps;
  const open = Object.values(graph.schema.getQueryType()?.getFields() ?? {}).filter(({ name }) =>
    mayRead(caller, graph.access.get(`Query.${name}`) ?? []),
  );
  const questions = open.map((field) => questionOf(graph, caller, { spot, field }));
  const [alone, together] = [true, false].map((isAlone) =>
    questions.filter(({ asking }) => ALONE.has(asking.field) === isAlone),
  );
  const operations = [together ?? [], ...(alone ?? []).map((question) => [question])].filter(
    ({ length }) => length > 0,
  );
  const views: View[] = [];
  for (const asked of operations) views.push(await askFor(deps, caller, asked));
  return {
    leaks: views.flatMap(({ leaks }) => leaks),
    found: views.flatMap(({ found }) => found),
    answered: new Set(views.flatMap(({ answered }) => [...answered])),
    refused: views.flatMap(({ refused }) => refused),
  };
}
