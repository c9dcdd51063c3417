import { isJsonObject, type JsonObject, ownReader } from './json-object.ts';

/** Where in the answer a fetch belongs: names of fields, `@` for each element of a list. */
export type PlanPath = readonly string[];
export type AnswerPath = (string | number)[];

/** The objects at a path, in the answer's order; what is null has none. */
export type Places = {
  objects(data: JsonObject): JsonObject[];
  /** Where each of `objects` is, in the same order. */
  paths(data: JsonObject): AnswerPath[];
};

type Visit = (object: JsonObject) => void;
type Walk = (value: unknown, visit: Visit) => void;

export function placesAt(path: PlanPath): Places {
  const walk = path.reduceRight<Walk>(stepBefore, (value, visit) => {
    if (isJsonObject(value)) visit(value);
    else if (Array.isArray(value)) for (const element of value) if (isJsonObject(element)) visit(element);
  });
  return {
    objects(data) {
      const found: JsonObject[] = [];
      walk(data, (object) => found.push(object));
      return found;
    },
    paths(data) {
      const found: AnswerPath[] = [];
      addPaths({ value: data, at: [] }, path, found);
      return found;
    },
  };
}

function stepBefore(next: Walk, element: string): Walk {
  if (element === '@') {
    return (value, visit) => {
      if (Array.isArray(value)) for (const one of value) next(one, visit);
    };
  }
  const read = ownReader(element);
  return (value, visit) => {
    if (isJsonObject(value)) next(read(value), visit);
  };
}

/** Paths are only wanted for errors, so they are walked for a second time rather than kept the first. */
function addPaths({ value, at }: { value: unknown; at: AnswerPath }, path: PlanPath, found: AnswerPath[]): void {
  if (value === null || value === undefined) return;
  const [head, ...rest] = path;
  if (Array.isArray(value) && (head === '@' || head === undefined)) {
    for (const [index, one] of value.entries()) addPaths({ value: one, at: [...at, index] }, rest, found);
  } else if (head === undefined) {
    found.push(at);
  } else if (isJsonObject(value)) {
    addPaths({ value: ownReader(head)(value), at: [...at, head] }, rest, found);
  }
}
