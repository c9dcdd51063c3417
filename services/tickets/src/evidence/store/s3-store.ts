import { Readable } from 'node:stream';
import { AwsV4Signer } from 'aws4fetch';
import { type Dispatcher, Pool } from 'undici';
import type { EvidenceStore } from './evidence-store.ts';

export type S3Options = {
  /** `https://oss-cn-hangzhou.aliyuncs.com`; the bucket is a part of the path, as every server of the protocol takes it. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
};

type Asked = {
  readonly method: 'PUT' | 'GET' | 'DELETE' | 'HEAD';
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable;
};

const CONNECTIONS = 32;
const SILENT_MS = 30_000;
const UPLOAD_WITHIN_MS = 600_000;
const SHOWN = 300;
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export type S3Store = EvidenceStore & { close(): Promise<void> };

/**
 * Contents in an object store that speaks the S3 protocol. One request a content: its length and digest are known before its first byte,
 * so nothing is uploaded in parts and what is signed is the content itself.
 */
export function createS3Store({ endpoint, bucket, region, keyId, secret }: S3Options): S3Store {
  const { origin, pathname } = new URL(endpoint);
  const base = `${origin}${pathname.replace(/\/$/, '')}/${bucket}`;
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    headersTimeout: UPLOAD_WITHIN_MS,
    bodyTimeout: SILENT_MS,
    connect: { timeout: SILENT_MS },
  });

  const send = async ({ method, key, headers = {}, body }: Asked): Promise<Dispatcher.ResponseData> => {
    const signed = await new AwsV4Signer({
      method,
      url: key === '' ? base : `${base}/${key}`,
      headers: { 'x-amz-content-sha256': EMPTY_SHA256, ...headers },
      accessKeyId: keyId,
      secretAccessKey: secret,
      service: 's3',
      region,
    }).sign();
    return pool.request({
      method,
      path: signed.url.pathname + signed.url.search,
      headers: Object.fromEntries(signed.headers),
      ...(body ? { body } : {}),
    });
  };

  const must = async (asked: Asked): Promise<Dispatcher.ResponseData> => {
    const answer = await send(asked);
    if (answer.statusCode < 300) return answer;
    const said = await answer.body.text();
    throw new Error(`the object store answers ${answer.statusCode} to ${asked.method}: ${said.slice(0, SHOWN)}`);
  };

  const remove = async (key: string): Promise<void> => {
    const answer = await send({ method: 'DELETE', key });
    if (answer.statusCode >= 300 && answer.statusCode !== 404)
      throw new Error(`the object store answers ${answer.statusCode} to DELETE`);
    await answer.body.dump();
  };

  return {
    kind: 's3',
    async put(key, { size, sha256 }, bytes) {
      const headers = {
        'content-length': String(size),
        'content-type': 'application/octet-stream',
        'x-amz-content-sha256': sha256,
      };
      try {
        const answer = await must({ method: 'PUT', key, headers, body: Readable.from(bytes) });
        await answer.body.dump();
      } catch (error) {
        // Most servers keep nothing of a broken upload; some do.
        await remove(key).catch(() => undefined);
        throw error;
      }
    },
    async read(key, { start, end }) {
      const answer = await must({ method: 'GET', key, headers: { range: `bytes=${start}-${end}` } });
      return answer.body;
    },
    delete: remove,
    async ping() {
      const answer = await must({ method: 'HEAD', key: '' });
      await answer.body.dump();
    },
    close: () => pool.close(),
  };
}
