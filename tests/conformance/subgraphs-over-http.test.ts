import { join } from 'node:path';
import { SUBGRAPHS } from '@gridlink/contracts';
import { serviceSchemas } from '@gridlink/gateway';
import { createLogger, createMetrics, type ServedSubgraph, serveSubgraph } from '@gridlink/subgraph-kit';
import { createTestGateway } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditResult, auditServer } from 'graphql-http';
import { type SigningFront, startSigningFront } from './signing-front.ts';

const SERVICES = join(import.meta.dirname, '../../services');
/** As at the gateway: a document that cannot run gets 400 under application/json too. */
const KEPT_WARNINGS: ReadonlySet<string> = new Set(['572B', 'FDE2', '7B9B']);

describe.each(SUBGRAPHS)('the %s subgraph, by the audits of GraphQL over HTTP', (name) => {
  let served: ServedSubgraph;
  let front: SigningFront;
  let audits: AuditResult[];
  beforeAll(async () => {
    const gateway = await createTestGateway();
    const schema = serviceSchemas(SERVICES).find((candidate) => candidate.name === name);
    served = await serveSubgraph({
      name,
      typeDefs: schema?.typeDefs ?? '',
      resolvers: {},
      host: '127.0.0.1',
      port: 0,
      adminPort: 0,
      gatewayKeys: gateway.keys,
      log: createLogger(name, 'silent'),
      metrics: createMetrics(name),
      contextFor: (base) => base,
      readiness: [],
    });
    front = await startSigningFront(gateway, { name, url: served.url });
    audits = await auditServer({ url: front.url });
  });
  afterAll(async () => {
    await front.stop();
    await served.stop();
  });

  const named = (status: AuditResult['status']): string[] =>
    audits.filter((audit) => audit.status === status).map(({ id, name: what }) => `${id} ${what}`);

  it('breaks none of them', () => {
    expect(audits.length).toBeGreaterThanOrEqual(60);
    expect(named('error')).toEqual([]);
  });

  it('leaves only the warnings that have a reason', () => {
    expect(named('warn').filter((warning) => !KEPT_WARNINGS.has(warning.slice(0, 4)))).toEqual([]);
  });
});
