import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { EVIDENCE_PATH } from '@gridlink/contracts';
import type { EvidenceType } from '@gridlink/jurisdiction';
import type { HttpAnswer, IdentifiedStream, SubgraphContext } from '@gridlink/subgraph-kit';
import type { EvidenceFile } from '../domain/evidence-file.ts';
import type { ByteRange } from '../store/evidence-store.ts';
import type { EvidenceDeps } from '../use-cases/deps.ts';
import { findReadable } from '../use-cases/find-readable.ts';
import { notThere, storeAway } from './answers.ts';
import { byteRange } from './byte-range.ts';

const EXTENSIONS: Readonly<Record<EvidenceType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
};

const header = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** A content never changes, so its digest is its tag. */
const tagOf = ({ sha256 }: EvidenceFile): string => `"${sha256}"`;

/** The name a reader saves it under: the uploader's, with the extension of what it really is. */
function dispositionOf({ id, name, type }: EvidenceFile): string {
  const extension = EXTENSIONS[type];
  const stem = name.replace(/\.[^.]*$/, '') || id;
  const encoded = encodeURIComponent(`${stem}.${extension}`).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${id}.${extension}"; filename*=UTF-8''${encoded}`;
}

/** A file is saved, never shown as a page of ours, and never run: what it holds came from outside. */
const headersOf = (file: EvidenceFile): Record<string, string> => ({
  'content-type': file.type,
  'content-disposition': dispositionOf(file),
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'accept-ranges': 'bytes',
  etag: tagOf(file),
});

const isKnown = (file: EvidenceFile, tags: string | undefined): boolean =>
  tags?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === tagOf(file) || tag.trim() === '*') ?? false;

/** `GET /evidence/<id>`: whole or in part, for whoever may see it. */
export function downloadRoute(deps: Omit<EvidenceDeps, 'packs'>): IdentifiedStream<SubgraphContext> {
  return async ({ path, headers }, context, { response }) => {
    const file = await findReadable(deps, context, path.slice(EVIDENCE_PATH.length + 1));
    if (!file) return notThere();
    if (isKnown(file, header(headers, 'if-none-match'))) return { status: 304, headers: headersOf(file), body: '' };
    const resumes = header(headers, 'if-range') ?? tagOf(file);
    const range = resumes === tagOf(file) ? byteRange(header(headers, 'range'), file.size) : 'WHOLE';
    if (range === 'BEYOND') return beyond(file);
    return send(deps, { file, range }, { response, log: context.log });
  };
}

const beyond = (file: EvidenceFile): HttpAnswer => ({
  status: 416,
  headers: { 'content-range': `bytes */${file.size}`, 'accept-ranges': 'bytes' },
  body: '',
});

type Wanted = { readonly file: EvidenceFile; readonly range: ByteRange | 'WHOLE' };
type Out = { readonly response: ServerResponse } & Pick<SubgraphContext, 'log'>;

async function send(
  { store }: Pick<EvidenceDeps, 'store'>,
  { file, range }: Wanted,
  { response, log }: Out,
): Promise<HttpAnswer | null> {
  const { start, end } = range === 'WHOLE' ? { start: 0, end: file.size - 1 } : range;
  try {
    const content = await store.read(file.id, { start, end });
    response.writeHead(range === 'WHOLE' ? 200 : 206, {
      ...headersOf(file),
      'content-length': end - start + 1,
      ...(range === 'WHOLE' ? {} : { 'content-range': `bytes ${start}-${end}/${file.size}` }),
    });
    await pipeline(content, response);
    return null;
  } catch (error) {
    // A reader that goes away ends the pipeline too.
    if (response.destroyed && response.headersSent) return null;
    log.error({ error: String(error), evidence: file.id }, 'evidence could not be read');
    if (response.headersSent) response.destroy();
    return response.headersSent ? null : storeAway();
  }
}
