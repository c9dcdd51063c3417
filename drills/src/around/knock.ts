import { request } from 'node:http';
import { ASSERTION_HEADER } from '@gridlink/contracts';

/** The identity header as it is sent: once, several times, or not. */
export type Header = string | readonly string[] | undefined;

/** An answer, or how the connection ended. */
export type Knock = { readonly status: number; readonly text: string };

/** Sends exactly this, the header as often as it is given; `fetch` would fold them into one. */
export const knock = (url: string, body: string, assertion: Header): Promise<Knock> =>
  new Promise((resolve, reject) => {
    const given = assertion === undefined ? [] : [assertion].flat();
    const headers = [
      'content-type',
      'application/json',
      'host',
      new URL(url).host,
      'content-length',
      String(Buffer.byteLength(body)),
    ];
    const sent = request(
      url,
      { method: 'POST', headers: [...headers, ...given.flatMap((value) => [ASSERTION_HEADER, value])] },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
