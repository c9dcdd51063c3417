import { type ErrorCode, type HttpAnswer, json } from '@gridlink/subgraph-kit';

const refusal = (status: number, code: ErrorCode, message: string, reason: string): HttpAnswer =>
  json(status, { errors: [{ message, extensions: { reason, code } }] });

const MEGABYTE = 1_048_576;

export const signInFirst = (): HttpAnswer => refusal(401, 'UNAUTHENTICATED', '请先登录 (sign in first)', 'NO_TOKEN');

export const lengthNeeded = (): HttpAnswer =>
  refusal(
    411,
    'BAD_USER_INPUT',
    '请给出 content-length，不要分块发送 (give content-length; chunked uploads are not taken)',
    'HEADER',
  );

export const fileTooLarge = (limit: number): HttpAnswer => {
  const most = Math.floor(limit / MEGABYTE);
  return refusal(413, 'BAD_USER_INPUT', `文件不得超过 ${most} MB (the file may have at most ${most} MB)`, 'TOO_LARGE');
};

export const keeperAway = (): HttpAnswer => {
  const message = '材料服务暂时不可用，请稍后重试 (evidence is not available: try again)';
  const answer = refusal(503, 'UPSTREAM_UNAVAILABLE', message, 'AWAY');
  return { ...answer, headers: { ...answer.headers, 'retry-after': '2' } };
};
