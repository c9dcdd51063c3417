import { GraphQLError } from 'graphql';

/** All codes an error of the graph may carry; the error catalogue is this list. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error whose message the caller may read. Everything else is masked. */
export class GraphError extends GraphQLError {
  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { ...details, code } });
    this.name = 'GraphError';
  }
}

export const unauthenticated = (message = '请先登录 (sign in first)'): GraphError =>
  new GraphError('UNAUTHENTICATED', message);
export const forbidden = (message = '无权访问 (your role may not do this)'): GraphError =>
  new GraphError('FORBIDDEN', message);
export const notFound = (message = '未找到，或不在您的管辖范围内 (not found, or outside your scope)'): GraphError =>
  new GraphError('NOT_FOUND', message);
export const badUserInput = (message: string, field?: string): GraphError =>
  new GraphError('BAD_USER_INPUT', message, field === undefined ? {} : { field });
export const conflict = (
  message = '数据已被他人修改，请刷新后重试 (someone else was first: read again and retry)',
): GraphError => new GraphError('CONFLICT', message);

/** One thing the caller can mend, as every mutation payload carries it. */
export type UserError = {
  readonly code: string;
  /** Path of the input field, empty for the whole. */
  readonly field: readonly string[];
  readonly message: string;
  /** The article that refuses, where law does. */
  readonly article?: string | null;
};
