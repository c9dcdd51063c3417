import { EVIDENCE_PATH } from '@gridlink/contracts';
import type { HttpAnswer, StreamRequest, StreamRoutes } from '@gridlink/subgraph-kit';
import { headerOf } from '../front/header.ts';
import { fileTooLarge, keeperAway, lengthNeeded } from './evidence-refusals.ts';
import { type FileRouteOptions, fileRoute } from './file-route.ts';

export type EvidenceEndpointOptions = Omit<FileRouteOptions, 'away' | 'refuse'> & {
  /** Largest file handed on, bytes; the service may take less. */
  readonly limit: number;
};

/** Files in and out: `POST /evidence`, `GET /evidence/<id>`. The same tokens and rates as at /graphql; nothing is held whole here. */
export function evidenceRoutes(options: EvidenceEndpointOptions): StreamRoutes {
  const away = keeperAway;
  return {
    [`POST ${EVIDENCE_PATH}`]: fileRoute({ ...options, away, refuse: (request) => uploadProblem(request, options) }),
    [`GET ${EVIDENCE_PATH}/*`]: fileRoute({ ...options, away, refuse: () => null }),
  };
}

/** What is wrong with an upload before its first byte. */
function uploadProblem(request: StreamRequest, { limit }: EvidenceEndpointOptions): HttpAnswer | null {
  const given = headerOf(request, 'content-length');
  if (given === undefined) return lengthNeeded();
  return Number(given) > limit ? fileTooLarge(limit) : null;
}
