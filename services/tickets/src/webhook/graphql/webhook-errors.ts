import type { UserError } from '@gridlink/subgraph-kit';
import { refused } from '../../ticket/graphql/refused.ts';
import type { WebhookProblem } from '../use-cases/manage-webhooks.ts';

const ERRORS: Readonly<Record<WebhookProblem, UserError>> = {
  ORGANIZATION_UNKNOWN: refused('ORGANIZATION_UNKNOWN', 'organization', '该单位未登记或已撤销'),
  WEBHOOK_EXISTS: refused('WEBHOOK_EXISTS', 'organization', '该单位已登记回调，请改用更改'),
  WEBHOOK_UNKNOWN: refused('WEBHOOK_UNKNOWN', 'organization', '该单位没有登记回调'),
  KINDS_EMPTY: refused('KINDS_EMPTY', 'kinds', '至少应有一个消息类别；接收全部请不给'),
  NOTHING_CHANGED: { code: 'NOTHING_CHANGED', field: [], message: '请给出要更改的内容' },
  URL_INVALID: refused('URL_INVALID', 'url', '地址不是有效的网址'),
  URL_TOO_LONG: refused('URL_TOO_LONG', 'url', '地址不得超过 500 个字符'),
  URL_NOT_HTTPS: refused('URL_NOT_HTTPS', 'url', '地址应当以 https:// 开头'),
  URL_WITH_CREDENTIALS: refused('URL_WITH_CREDENTIALS', 'url', '地址不得含用户名或密码，请以签名验证'),
  URL_PRIVATE: refused('URL_PRIVATE', 'url', '地址指向内网，本平台未允许'),
};

/** A problem as the caller reads it. */
export const webhookError = (problem: WebhookProblem): UserError => ERRORS[problem];
