import { Pool } from 'undici';
import type { County } from '../county/county.ts';
import { matterNamed, REPORT, type ReportAnswer, reportInput } from '../county/matter.ts';

/** What became of one report, and how long it took, milliseconds. */
export type Reported =
  | { readonly kind: 'ACKNOWLEDGED'; readonly code: string; readonly ms: number }
  /** Turned away because there was too much: an HTTP status or a code of the graph that says so. */
  | { readonly kind: 'REFUSED'; readonly why: string; readonly ms: number }
  | { readonly kind: 'FAILED'; readonly why: string; readonly ms: number };

export type ManyReporters = {
  /** Hands in the n-th report. Never throws. */
  report(n: number): Promise<Reported>;
  close(): Promise<void>;
};

const OVERLOADED: ReadonlySet<unknown> = new Set(['RATE_LIMITED', 'UPSTREAM_UNAVAILABLE']);
const SHOWN = 200;
/** Longer than anything waits at the gateway. */
const PATIENCE_MS = 300_000;

/** Residents at so many addresses, each behind the balancer that the gateway trusts. */
const addressOf = (n: number, reporters: number): string => `10.${(n % reporters) >> 8}.${(n % reporters) & 255}.7`;

type Answer = {
  readonly data?: ReportAnswer | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
};

function readAnswer(status: number, text: string, ms: number): Reported {
  if (status === 429 || status === 503) return { kind: 'REFUSED', why: `HTTP ${status}`, ms };
  if (status !== 200) return { kind: 'FAILED', why: `HTTP ${status}: ${text.slice(0, SHOWN)}`, ms };
  const { data, errors } = JSON.parse(text) as Answer;
  const code = data?.reportTicket?.receipt?.code;
  if (code !== undefined) return { kind: 'ACKNOWLEDGED', code, ms };
  const [error] = errors ?? [];
  const why = error?.message ?? data?.reportTicket?.userErrors[0]?.message ?? 'no receipt';
  return { kind: OVERLOADED.has(error?.extensions?.code) ? 'REFUSED' : 'FAILED', why, ms };
}

/** Reporters who do not wait for one another: each report has a connection of its own. */
export function openReporters(county: County, reporters: number): ManyReporters {
  const { origin, pathname } = new URL(county.graphql);
  const connect = { timeout: PATIENCE_MS };
  const pool = new Pool(origin, { pipelining: 1, connect, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  const prefix = `burst-${Date.now()}`;

  const send = async (n: number): Promise<{ status: number; text: string }> => {
    const { title, externalId } = matterNamed(prefix, n);
    const { externalId: _, channel: __, ...input } = reportInput(county, { title, externalId }, n);
    const report = { ...input, channel: 'APP', idempotencyKey: externalId };
    const { statusCode, body } = await pool.request({
      path: pathname,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': addressOf(n, reporters) },
      body: JSON.stringify({ query: REPORT, variables: { input: report } }),
    });
    return { status: statusCode, text: await body.text() };
  };

  return {
    async report(n) {
      const began = performance.now();
      try {
        const { status, text } = await send(n);
        return readAnswer(status, text, performance.now() - began);
      } catch (error) {
        return { kind: 'FAILED', why: String(error), ms: performance.now() - began };
      }
    },
    close: () => pool.close(),
  };
}
