import { lookup as resolve } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Outcome } from '../../delivery/domain/delivery.ts';
import { type AllowedTargets, urlProblem } from './check-url.ts';
import { isPublicAddress } from './public-address.ts';

export type Call = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
};

/** POSTs a body; redirects are not followed, and of the answer nothing but its status is read. */
export type CallUrl = (call: Call) => Promise<Outcome>;

const GONE = 410;

class PrivateAddress extends Error {}

/**
 * Looks a name up and lets through only what is public. The connection is made to the very address that was judged: a name that
 * stands for another one a moment later leads nowhere.
 */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (!first) return callback(new PrivateAddress(hostname), []);
    if (options.all) return callback(null, open);
    callback(null, first.address, first.family);
  });
};

/** What went wrong on the way, in words that tell a department's engineer and nobody else. */
function problemOf(error: NodeJS.ErrnoException): string {
  if (error instanceof PrivateAddress) return '地址指向内网 (the name stands for a private address)';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return '超时 (no answer in time)';
  return `无法连接：${error.code ?? 'ERROR'} (not reached)`;
}

function outcomeOf({ statusCode: status = 0 }: IncomingMessage): Outcome {
  if (status >= 200 && status < 300) return { kind: 'DELIVERED', status };
  const problem = `对方返回 ${status} (answered ${status})`;
  return { kind: status === GONE ? 'GIVE_UP' : 'TRY_AGAIN', status, problem };
}

/** Calls webhooks as the installation allows. */
export function createCallUrl(allowed: AllowedTargets): CallUrl {
  return ({ url, headers, body, timeoutMs }) => {
    const wrong = urlProblem(url, allowed);
    if (wrong !== null) return Promise.resolve({ kind: 'GIVE_UP', status: null, problem: wrong });
    return new Promise((done) => {
      const request: ClientRequest = (url.startsWith('https:') ? secureRequest : plainRequest)(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
        ...(allowed.privateAddresses ? {} : { lookup: publicLookup }),
      });
      request.on('response', (response) => {
        // Whatever else it says is not for us to read.
        response.destroy();
        done(outcomeOf(response));
      });
      request.on('error', (error) => done({ kind: 'TRY_AGAIN', status: null, problem: problemOf(error) }));
      request.end(body);
    });
  };
}
