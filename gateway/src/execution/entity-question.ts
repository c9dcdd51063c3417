import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { merge } from './merge.ts';
import { type AnswerPath, type PlanPath, placesAt } from './places.ts';
import { representation } from './representation.ts';
import { rewriteAll } from './rewrites.ts';
import type { Run } from './run.ts';
import { errorAt } from './subgraph-errors.ts';

/** What one fetch asks about in one run. */
export type Asked = {
  /** JSON texts, each object of the subgraph's once. */
  readonly representations: readonly string[];
  readonly objects: readonly JsonObject[];
  /** For each object which representation is its; -1 for one that cannot be asked about. */
  readonly places: readonly number[];
};

/** One fetch of a plan that adds fields of another subgraph to objects that are there. */
export type EntityQuestion = {
  readonly service: string;
  about(run: Run): Asked;
  /** Puts the answered entities in their places. @throws GraphQLError when they are not as many as asked */
  take(asked: Asked, entities: unknown): void;
  /** `path` is within the entities: `[index, field…]`. An error of an entity is one of every place it stands at. */
  errors(run: Run, asked: Asked, error: GraphQLFormattedError, path: AnswerPath): GraphQLError[];
};

type Node = Pick<FetchNode, 'serviceName' | 'requires' | 'inputRewrites' | 'outputRewrites'>;

export function entityQuestion(schema: GraphQLSchema, node: Node, path: PlanPath): EntityQuestion {
  const { serviceName: service } = node;
  const places = placesAt(path);
  const represent = representation(schema, node.requires ?? []);
  const rewriteInput = rewriteAll(schema, node.inputRewrites);
  const rewriteOutput = rewriteAll(schema, node.outputRewrites);

  return {
    service,
    about(run) {
      const objects = places.objects(run.data);
      const representations = new Map<string, number>();
      const indexes = objects.map((object) => {
        const made = represent(object);
        if (!made?.__typename) return -1;
        rewriteInput?.(made);
        const text = JSON.stringify(made);
        const known = representations.get(text);
        if (known !== undefined) return known;
        representations.set(text, representations.size);
        return representations.size - 1;
      });
      return { representations: [...representations.keys()], objects, places: indexes };
    },

    take({ representations, objects, places: indexes }, entities) {
      if (!Array.isArray(entities) || entities.length !== representations.length)
        throw new GraphQLError(`service ${service} did not answer for every object it was asked about`, {
          extensions: { code: 'UPSTREAM_UNAVAILABLE', service },
        });
      rewriteOutput?.(entities);
      for (const [place, object] of objects.entries()) {
        const entity: unknown = entities[indexes[place] ?? -1];
        if (isJsonObject(entity)) merge(object, entity);
      }
    },

    errors(run, { places: indexes }, error, [entity, ...rest]) {
      const paths = typeof entity === 'number' ? places.paths(run.data) : [];
      const at = paths.filter((_path, place) => indexes[place] === entity);
      if (at.length === 0) return [errorAt(error, service, undefined)];
      return at.map((place) => errorAt(error, service, [...place, ...rest]));
    },
  };
}
