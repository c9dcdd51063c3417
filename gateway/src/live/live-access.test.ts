import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES } from '@gridlink/contracts';
import { readAccessTable } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, getOperationAST, parse } from 'graphql';
import { createOperationShield } from '../shield/operation-shield.ts';
import { rulesFromAccess } from '../shield/rule-tree.ts';
import { LIVE_FIELDS } from './live-fields.ts';
import { withLive } from './live-type-defs.ts';

const supergraph = readFileSync(join(import.meta.dirname, '../../supergraph.graphql'), 'utf8');
const schema = buildASTSchema(withLive(parse(supergraph)), { assumeValid: true });
const table = readAccessTable(schema);
const shield = createOperationShield(schema, rulesFromAccess(table));
const LEAST: Readonly<Record<string, string>> = {
  ticketChanged: '{ cursor change at ticket { id } }',
  assignmentChanged: '{ cursor change at assignmentId ticket { id } }',
  ticketFiguresChanged: '{ at counts { stage count } }',
  figuresChanged: '(input: { from: "2026-03-01", to: "2026-03-31" }) { at figures { from } }',
  instructionReceived: '{ cursor change at instruction { id } }',
  instructionReceiptChanged: '{ cursor change at organizations gridIds instruction { id } }',
  notificationReceived: '{ cursor at notification { id } }',
};

describe('who may subscribe', () => {
  const cases = Object.keys(LIVE_FIELDS).flatMap((field) => ROLES.map((role) => [field, role] as const));

  it.each(cases)('[X03] to %s as %s is as the schema says', async (field, role) => {
    const document = parse(`subscription { ${field} ${LEAST[field]} }`);
    const operation = getOperationAST(document);
    const caller = { kind: role === 'PUBLIC' ? ('PUBLIC' as const) : ('PERSON' as const), roles: [role] };
    const refused = operation ? await shield({ document, operation, variables: {} }, caller) : ['no operation'];
    expect(refused.length === 0).toBe(table.get(`Subscription.${field}`)?.includes(role));
  });
});
