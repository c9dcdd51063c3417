import { EVIDENCE_PATH, EVIDENCE_REQUEST_HEADERS } from '@gridlink/contracts';
import type { Packs } from '@gridlink/jurisdiction';
import type { SubgraphContext, SubgraphOptions } from '@gridlink/subgraph-kit';
import type { Db } from 'mongodb';
import { Counter, type Registry } from 'prom-client';
import type { Environment } from '../environment.ts';
import { startEvidenceSweeper } from './evidence-sweeper.ts';
import { downloadRoute } from './http/download-route.ts';
import { uploadRoute } from './http/upload-route.ts';
import { createLookAt } from './inspection/look-at.ts';
import type { createEvidenceFiles } from './persistence/evidence-files.ts';
import type { EvidenceStore } from './store/evidence-store.ts';
import { createGridFsStore } from './store/gridfs-store.ts';
import { createS3Store } from './store/s3-store.ts';
import type { EvidenceDeps } from './use-cases/deps.ts';

export type EvidenceGround = {
  readonly environment: Environment;
  readonly db: Db;
  readonly packs: Packs;
  readonly tickets: EvidenceDeps['tickets'];
  readonly reportOf: EvidenceDeps['reportOf'];
  readonly files: ReturnType<typeof createEvidenceFiles>;
  readonly registry: Registry;
  readonly now: () => Date;
  readonly onProblem: (message: string, error: unknown) => void;
};

export type Evidence = {
  readonly deps: EvidenceDeps;
  readonly streams: NonNullable<SubgraphOptions<SubgraphContext>['streams']>;
  /** Removes what no ticket came for, whatever the interval. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
};

type Opened = { readonly store: EvidenceStore; close(): Promise<void> };

async function openStore(environment: Environment, db: Db): Promise<Opened> {
  const { EVIDENCE_S3_ENDPOINT: endpoint } = environment;
  if (endpoint === undefined) return { store: await createGridFsStore(db), close: async () => undefined };
  const store = createS3Store({
    endpoint,
    bucket: environment.EVIDENCE_S3_BUCKET ?? '',
    region: environment.EVIDENCE_S3_REGION,
    keyId: environment.EVIDENCE_S3_KEY_ID ?? '',
    secret: environment.EVIDENCE_S3_SECRET ?? '',
  });
  return { store, close: () => store.close() };
}

/** Files as evidence: where they lie, the way in and out, and the tidying. */
export async function openEvidence(ground: EvidenceGround): Promise<Evidence> {
  const { environment, db, packs, tickets, reportOf, files, now, onProblem } = ground;
  const { store, close } = await openStore(environment, db);
  // Tickets go on without photos: a store that is away keeps the service neither from starting nor from being ready.
  await store.ping().catch((error: unknown) => onProblem(`evidence store ${store.kind}`, error));
  const deps: EvidenceDeps = { files, store, lookAt: createLookAt(), packs, tickets, reportOf };
  const outcomes = new Counter({
    name: 'gridlink_tickets_evidence_total',
    help: 'Files handed in as evidence by outcome: KEPT, the refusal, or FAILED',
    labelNames: ['outcome'],
    registers: [ground.registry],
  });
  const sweeper = startEvidenceSweeper({ deps, now, everyMs: environment.EVIDENCE_INTERVAL_MS, onProblem });
  return {
    deps,
    streams: {
      signed: EVIDENCE_REQUEST_HEADERS,
      routes: {
        [`POST ${EVIDENCE_PATH}`]: uploadRoute(deps, (outcome) => outcomes.inc({ outcome })),
        [`GET ${EVIDENCE_PATH}/*`]: downloadRoute(deps),
      },
    },
    sweep: () => sweeper.sweep(),
    async stop() {
      await sweeper.stop();
      await close();
    },
  };
}
