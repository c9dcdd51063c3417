import { type ErrorCode, type HttpAnswer, json } from '@gridlink/subgraph-kit';
import type { EvidenceRefusal } from '../domain/evidence-refusal.ts';

type Said = { readonly status: number; readonly code: ErrorCode; readonly message: string };
type Words = {
  readonly [K in EvidenceRefusal['kind']]: (refusal: Extract<EvidenceRefusal, { kind: K }>) => Said;
};

const MEGABYTE = 1_048_576;
const bad = (status: number, message: string): Said => ({ status, code: 'BAD_USER_INPUT', message });

const WORDS: Words = {
  NOT_YOURS_TO_GIVE: () => ({
    status: 403,
    code: 'FORBIDDEN',
    message: '您的角色不能提交佐证材料 (your role gives no evidence)',
  }),
  TOO_LARGE: ({ mostBytes }) => {
    const most = Math.floor(mostBytes / MEGABYTE);
    return bad(413, `文件不得超过 ${most} MB (the file may have at most ${most} MB)`);
  },
  TOO_MANY_WAITING: ({ most }) =>
    bad(409, `已有 ${most} 个文件未用于工单，请先使用或等待其过期 (${most} of your files wait for a ticket already)`),
  TYPE_NOT_ACCEPTED: ({ found, accepted }) =>
    bad(
      415,
      `文件内容是 ${found ?? '未知类型'}，只接受 ${accepted.join('、')}，与文件名无关 (the content is ${found ?? 'of no known type'}, whatever its name; accepted are ${accepted.join(', ')})`,
    ),
  NOT_READABLE: () => bad(422, '图片的文件头不完整，无法读取尺寸 (the picture’s header states no size)'),
  TOO_MANY_PIXELS: ({ megapixels, most }) =>
    bad(
      422,
      `图片有 ${megapixels} 百万像素，不得超过 ${most} (the picture has ${megapixels} megapixels, at most ${most} are taken)`,
    ),
  CONTENT_DIFFERS: () =>
    bad(
      422,
      '内容与 content-digest 或 content-length 不符，未保存 (the content is not the announced one; nothing was kept)',
    ),
  CUT_SHORT: () => bad(400, '上传中断，未保存 (the upload was cut short; nothing was kept)'),
};

/** An answer in GraphQL's shape for what did not go well; `reason` is for programs. */
export const problem = ({ status, code, message }: Said, more: Readonly<Record<string, string>> = {}): HttpAnswer =>
  json(status, { errors: [{ message, extensions: { ...more, code } }] });

export const refusalAnswer = (refusal: EvidenceRefusal): HttpAnswer => {
  const say = WORDS[refusal.kind] as (refusal: EvidenceRefusal) => Said;
  return problem(say(refusal), { reason: refusal.kind });
};

export const headerProblem = (header: string, message: string): HttpAnswer =>
  problem(bad(400, message), { reason: 'HEADER', field: header });

export const notThere = (): HttpAnswer =>
  problem({ status: 404, code: 'NOT_FOUND', message: '没有该材料，或您无权查看 (no such evidence, or not for you)' });

export const wrongNumber = (): HttpAnswer =>
  problem({ status: 404, code: 'NOT_FOUND', message: '单号或查询码不正确 (wrong number or query code)' });

export const storeAway = (): HttpAnswer => {
  const message = '材料存储暂时不可用，请稍后重试 (the evidence store is not available: try again)';
  const answer = problem({ status: 503, code: 'UPSTREAM_UNAVAILABLE', message });
  return { ...answer, headers: { ...answer.headers, 'retry-after': '5' } };
};
