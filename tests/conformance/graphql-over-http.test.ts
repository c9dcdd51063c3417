import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditResult, auditServer } from 'graphql-http';
import { type Federation, startFederation } from '../../gateway/test/fixture/federation.ts';

/**
 * What the audits warn of, and why it stays. Anything else that warns, and any error, fails.
 * A notice is a MAY of the specification.
 */
const KEPT_WARNINGS: Readonly<Record<string, string>> = {
  '572B': 'a document that does not parse gets 400 under application/json: clients and proxies see that nothing ran',
  FDE2: 'so does one that does not validate',
  '7B9B': 'so does one whose variables do not fit',
};

describe('the gateway, by the audits of GraphQL over HTTP', () => {
  let federation: Federation;
  let audits: AuditResult[];
  beforeAll(async () => {
    federation = await startFederation();
    audits = await auditServer({ url: `${federation.url}/graphql` });
  });
  afterAll(() => federation.stop());

  const named = (status: AuditResult['status']): string[] =>
    audits.filter((audit) => audit.status === status).map(({ id, name }) => `${id} ${name}`);

  it('is asked all of them', () => {
    expect(audits.length).toBeGreaterThanOrEqual(60);
  });

  it('breaks none', () => {
    expect(named('error')).toEqual([]);
  });

  it('leaves only the warnings that have a reason', () => {
    expect(named('warn').filter((warning) => !(warning.slice(0, 4) in KEPT_WARNINGS))).toEqual([]);
  });

  it('fulfils at least what it did when it was first measured', () => {
    expect(named('ok').length).toBeGreaterThanOrEqual(55);
  });
});
