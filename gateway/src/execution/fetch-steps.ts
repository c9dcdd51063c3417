import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { lineOf } from '../upstream/lines.ts';
import { combinedOperation, entitiesAlias, representationsVariable } from './combined-operation.ts';
import { type EntityQuestion, entityQuestion } from './entity-question.ts';
import { merge } from './merge.ts';
import { type AnswerPath, type PlanPath, placesAt } from './places.ts';
import { requestBody } from './request-body.ts';
import { rewriteAll } from './rewrites.ts';
import type { AskOf, Run, Step } from './run.ts';
import { errorAt } from './subgraph-errors.ts';

export type Fetch = { readonly node: FetchNode; readonly path: PlanPath };
export type FetchDeps = { readonly schema: GraphQLSchema; readonly askOf: AskOf };

/** One request to a subgraph, as a plan has it. */
export function fetchStep(deps: FetchDeps, fetch: Fetch): Step {
  return fetch.node.requires ? entityStep(deps, [fetch]) : rootStep(deps, fetch);
}

/** Fetches from the same subgraph that wait for the same things, as one request where that is possible. */
export function combinedSteps(deps: FetchDeps, fetches: readonly Fetch[]): Step[] {
  if (fetches.length > 1 && combinedOperation(fetches.map(({ node }) => node))) return [entityStep(deps, fetches)];
  return fetches.map((fetch) => fetchStep(deps, fetch));
}

function rootStep({ schema, askOf }: FetchDeps, { node, path }: Fetch): Step {
  const ask = askOf(node.serviceName);
  const body = requestBody(node);
  const line = lineOf(node);
  const rewrite = rewriteAll(schema, node.outputRewrites);
  const places = placesAt(path);
  const at = path.join('.');
  return guarded(async (run) => {
    const objects = path.length === 0 ? [run.data] : places.objects(run.data);
    if (objects.length === 0) return;
    const { variables, context } = run;
    const answer = await ask({ body: body(variables), kind: node.operationKind, line, context, at });
    for (const error of answer.errors ?? [])
      run.errors.push(errorAt(error, node.serviceName, error.path && [...path, ...error.path]));
    if (!answer.data) return;
    rewrite?.(answer.data);
    for (const object of objects) merge(object, answer.data);
  });
}

/** What goes wrong in a step is an error of the answer; the fields it would have brought stay away. */
const guarded =
  (step: Step): Step =>
  async (run) => {
    try {
      await step(run);
    } catch (error) {
      run.errors.push(error instanceof GraphQLError ? error : new GraphQLError(String(error)));
    }
  };

function entityStep(deps: FetchDeps, fetches: readonly Fetch[]): Step {
  const questions = fetches.map(({ node, path }) => entityQuestion(deps.schema, node, path));
  const alone = fetches.map((fetch, index) => send(deps, [fetch], questions.slice(index, index + 1)));
  const together = fetches.length > 1 ? send(deps, fetches, questions) : undefined;
  return guarded(async (run) => {
    const asked = questions.map((question) => question.about(run));
    const wanted = asked.flatMap(({ representations }, index) => (representations.length > 0 ? [index] : []));
    const [first, ...more] = wanted;
    if (first === undefined) return;
    if (together && more.length > 0) return together(run, asked);
    await alone[first]?.(run, asked.slice(first, first + 1));
  });
}

type Send = (run: Run, asked: readonly ReturnType<EntityQuestion['about']>[]) => Promise<void>;

function send({ askOf }: FetchDeps, fetches: readonly Fetch[], questions: readonly EntityQuestion[]): Send {
  const nodes = fetches.map(({ node }) => node);
  const operation = combinedOperation(nodes) ?? nodes[0];
  const service = nodes[0]?.serviceName ?? '';
  if (!operation) throw new Error(`a request to ${service} asks for nothing`);
  const isCombined = nodes.length > 1;
  const ask = askOf(service);
  const body = requestBody(operation);
  const at = fetches.map(({ path }) => path.join('.')).join(' ');
  const names = nodes.map((_node, index) => ({
    variable: isCombined ? representationsVariable(index) : 'representations',
    entities: isCombined ? entitiesAlias(index) : '_entities',
  }));

  return async (run, asked) => {
    const more = asked.map(
      ({ representations }, index) => `"${names[index]?.variable}":[${representations.join(',')}]`,
    );
    const { variables, context } = run;
    const kind = operation.operationKind;
    const answer = await ask({ body: body(variables, more.join(',')), kind, line: 'OTHERS', context, at });
    for (const error of answer.errors ?? []) {
      const [field, ...path] = (error.path ?? []) as AnswerPath;
      const index = names.findIndex(({ entities }) => entities === field);
      const [question, about] = [questions[index], asked[index]];
      if (question && about) run.errors.push(...question.errors(run, about, error, path));
      else run.errors.push(errorAt(error, service, undefined));
    }
    for (const [index, question] of questions.entries()) {
      const about = asked[index];
      const entities = answer.data?.[names[index]?.entities ?? ''];
      if (about && entities !== null && entities !== undefined) question.take(about, entities);
    }
  };
}
