import { createTransport } from 'nodemailer';
import type { Outcome } from '../delivery/domain/delivery.ts';
import type { Mail } from './email-words.ts';

export type Letter = Mail & { readonly to: string /** The same at every try. */; readonly messageId: string };

export type Smtp = { send(letter: Letter): Promise<Outcome>; close(): void };

export type SmtpOptions = { readonly url: string; readonly from: string; readonly timeoutMs: number };

type SmtpError = Error & { readonly code?: string; readonly responseCode?: number };

/** Answers from 500 on are final. */
const FINAL = 500;

function outcomeOf(error: SmtpError): Outcome {
  const status = error.responseCode ?? null;
  // What the server says may repeat the address: only its number is kept.
  const problem =
    status === null ? `无法连接：${error.code ?? 'ERROR'} (not reached)` : `对方返回 ${status} (answered ${status})`;
  return { kind: status !== null && status >= FINAL ? 'GIVE_UP' : 'TRY_AGAIN', status, problem };
}

/** Sends letters over SMTP; `smtps://` and STARTTLS as the server offers. */
export function openSmtp({ url, from, timeoutMs }: SmtpOptions): Smtp {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Nothing of a letter is read from files or the network.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
  return {
    async send({ to, subject, text, messageId }) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          messageId: `<${messageId}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'DELIVERED', status: 250 };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}
