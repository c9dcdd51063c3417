import type { GraphQLFormattedError } from 'graphql';
import type { RawAnswer } from './exchange.ts';
import { isPassedOn } from './upstream-errors.ts';

/** What a subgraph answered. */
export type SubgraphAnswer = {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
};

/** The answer, or undefined for what is none: not GraphQL, or an error that only gateway and subgraph can have made. */
export function usableAnswer({ status, body }: RawAnswer): SubgraphAnswer | undefined {
  const answer = parseAnswer(body);
  const errors = Array.isArray(answer?.errors) ? answer.errors : [];
  const isWhole = status === 200 || (status !== 401 && errors.length > 0);
  return answer && isWhole && errors.every(isPassedOn) ? answer : undefined;
}

function parseAnswer(body: Buffer): SubgraphAnswer | undefined {
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown;
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as SubgraphAnswer) : undefined;
  } catch {
    return undefined;
  }
}
