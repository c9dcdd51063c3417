import { answeredWithin } from './answered-within.ts';
import type { HttpAnswer } from './http-front.ts';
import { json } from './http-front.ts';

/** A part without which the service cannot do its work; `ping` throws while it is away. */
export type NeededPart = { readonly name: string; readonly ping: () => Promise<unknown> };

/** A database that hangs refuses nobody, and whoever asks (an operator, an orchestrator with 3 s of patience) has to hear so. */
const ANSWERS_WITHIN_MS = 2_000;

/** 200 when every part answers in time, otherwise 503 with the parts that do not and why. */
export async function readiness(
  parts: readonly NeededPart[],
  withinMs: number = ANSWERS_WITHIN_MS,
): Promise<HttpAnswer> {
  const looks = parts.map(({ name, ping }) =>
    answeredWithin(withinMs, ping).then(
      () => [],
      (error: unknown) => [`${name}: ${String(error)}`],
    ),
  );
  const failed = (await Promise.all(looks)).flat();
  return failed.length === 0 ? json(200, { status: 'ready' }) : json(503, { status: 'not ready', failed });
}

/** For whoever is not an operator. */
export const withoutReasons = ({ status }: HttpAnswer): HttpAnswer =>
  json(status, { status: status === 200 ? 'ready' : 'not ready' });
