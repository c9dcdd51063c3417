import type { AnswerPath } from './places.ts';

/** A place where what the subgraphs sent does not fit the schema. */
export type Misfit = {
  readonly message: string;
  readonly path: AnswerPath;
  readonly extensions: { readonly code: 'INVALID_GRAPHQL' };
};

export type Completion = {
  /** The path of what is completed now; only its first `depth` elements count. */
  readonly path: AnswerPath;
  readonly misfits: Misfit[];
};

/** Null, and it is already said why. */
export const FAILED = Symbol('failed');
/** Null where null may not be: takes what is around it along. */
export const BUBBLING = Symbol('bubbling');

/** Turns a subgraph's value into the answer's, or into one of the marks above. Values that are left out are null. */
export type Complete = (value: unknown, completion: Completion, depth: number) => unknown;

export function misfit({ path, misfits }: Completion, depth: number, message: string): void {
  misfits.push({ message, path: path.slice(0, depth), extensions: { code: 'INVALID_GRAPHQL' } });
}
