import { type ErrorCode, type HttpAnswer, json } from '@gridlink/subgraph-kit';

/** An answer in GraphQL's shape for a request that never came to execution. */
const refusal = (status: number, code: ErrorCode, message: string, headers: Record<string, string> = {}): HttpAnswer =>
  json(status, { errors: [{ message, extensions: { code } }] }, headers);

export const notAuthenticated = (message: string): HttpAnswer =>
  refusal(401, 'UNAUTHENTICATED', message, { 'www-authenticate': 'Bearer realm="gridlink", error="invalid_token"' });

export const identityUnavailable = (message: string): HttpAnswer =>
  refusal(503, 'UPSTREAM_UNAVAILABLE', message, { 'retry-after': '2' });

export const tooManyRequests = (seconds: number): HttpAnswer =>
  refusal(429, 'RATE_LIMITED', `请求过于频繁，请 ${seconds} 秒后重试 (too many requests: try again in ${seconds} s)`, {
    'retry-after': String(seconds),
  });

export const tooManyAtOnce = (): HttpAnswer =>
  refusal(429, 'RATE_LIMITED', '同时进行的请求过多，请稍后重试 (too many requests at the same time)', {
    'retry-after': '1',
  });

export const gatewayFull = (): HttpAnswer =>
  refusal(503, 'RATE_LIMITED', '系统繁忙，请稍后重试 (the gateway is at its limit: try again)', { 'retry-after': '1' });

export const notAStream = (): HttpAnswer =>
  refusal(
    400,
    'BAD_USER_INPUT',
    '请以 JSON 发送 query 与 variables (send query and variables as JSON, or as parameters of a GET)',
  );
