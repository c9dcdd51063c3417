import type { Words } from '../notification/domain/words.ts';

/** A mail as it is read: Chinese first, then English. */
export type Mail = { readonly subject: string; readonly text: string };

const FOOTER =
  '此邮件由系统自动发送，请勿回复。详情请登录平台查看。\nThis message was sent by the platform; please do not reply. Sign in to read more.';

const lines = ({ zh, en }: Words): string => `${zh}\n${en}`;

/** One notification. */
export const mailOf = (words: Words): Mail => ({ subject: words.zh, text: `${lines(words)}\n\n${FOOTER}\n` });

/** Proves whose the mailbox is. */
export const codeMail = (code: string): Mail =>
  mailOf({
    zh: `邮箱验证码：${code}，30 分钟内有效。若非本人操作，请忽略`,
    en: `Code that confirms your mailbox: ${code}, valid for 30 minutes. Ignore this if you did not ask for it`,
  });

/** Many, in the order in which they were told. */
export function digestOf(all: readonly Words[]): Mail {
  const [only] = all;
  if (only !== undefined && all.length === 1) return mailOf(only);
  const listed = all.map((words, index) => `${index + 1}. ${lines(words)}`).join('\n\n');
  return { subject: `您有 ${all.length} 条消息 (${all.length} notifications)`, text: `${listed}\n\n${FOOTER}\n` };
}
