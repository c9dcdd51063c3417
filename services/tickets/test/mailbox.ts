import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Letter = {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: string;
  readonly text: string;
};

/** An SMTP server of the test's own, and what it was handed. */
export type Mailbox = {
  readonly url: string;
  readonly letters: Letter[];
  /** Refuses letters with this number from now on; null takes them. */
  refuse(code: number | null): void;
  close(): Promise<void>;
};

/** The body as it was before it was encoded for the way. */
function decoded(headers: string, body: string): string {
  if (/content-transfer-encoding: base64/i.test(headers)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/content-transfer-encoding: quoted-printable/i.test(headers)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

export async function openMailbox(): Promise<Mailbox> {
  const letters: Letter[] = [];
  let refusing: number | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusing !== null) return done(Object.assign(new Error('not now'), { responseCode: refusing }));
        const [headers = '', ...rest] = Buffer.concat(chunks).toString('latin1').split('\r\n\r\n');
        const text = decoded(headers, rest.join('\r\n\r\n')).replaceAll('\r\n', '\n');
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        letters.push({ from, to: envelope.rcptTo.map(({ address }) => address), headers, text });
        done();
      });
    },
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', () => listening());
  });
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters,
    refuse: (code) => {
      refusing = code;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
