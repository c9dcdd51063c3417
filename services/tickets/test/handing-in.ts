import { createHash } from 'node:crypto';
import type { Caller } from '@gridlink/contracts';
import type { Town } from './town.ts';

export type Receipt = {
  readonly id: string;
  readonly uri: string;
  readonly sha256: string;
  readonly type: string;
  readonly size: number;
  readonly pixels: { width: number; height: number } | null;
  readonly claimed: { takenAt: string | null; longitude?: number; latitude?: number };
  readonly recorded: { takenAt: string | null; longitude?: number; latitude?: number };
  readonly expiresAt: string;
};

export type Handing = {
  readonly status: number;
  readonly receipt: Receipt;
  readonly error: { readonly message: string; readonly extensions: Record<string, unknown> } | undefined;
};

export const digestOf = (bytes: Buffer): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** Hands in a file with what its device says of it. */
export async function handIn(
  town: Town,
  caller: Caller,
  bytes: Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Handing> {
  const response = await town.transfer(caller, {
    method: 'POST',
    path: '/evidence',
    headers: { 'content-digest': digestOf(bytes), 'evidence-name': encodeURIComponent('现场照片.jpg'), ...headers },
    body: bytes,
  });
  const answer = (await response.json()) as Receipt & { errors?: NonNullable<Handing['error']>[] };
  return { status: response.status, receipt: answer, error: answer.errors?.[0] };
}
