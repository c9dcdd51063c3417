import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, parse } from 'graphql';
import { INTAKE_COMMANDS, lineOf } from './lines.ts';

const schema = buildASTSchema(parse(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8')), {
  assumeValid: true,
});

describe('the line that a request waits in', () => {
  it.each([
    ['mutation', 'mutation Report($input: ReportTicketInput!){a:reportTicket(input:$input){duplicate}}', 'INTAKE'],
    ['mutation', 'mutation{reportTicket{duplicate} reportTickets{rows{code}}}', 'INTAKE'],
    ['mutation', 'mutation{reportTicket{duplicate} acceptTicket{ticket{id}}}', 'OTHERS'],
    ['mutation', 'mutation{acceptTicket{ticket{id}}}', 'OTHERS'],
    ['query', '{tickets{nodes{id}}}', 'OTHERS'],
  ] as const)('of the %s %s is %s', (operationKind, operation, line) => {
    expect(lineOf({ operationKind: operationKind as never, operation })).toBe(line);
  });

  it('knows commands that the graph has', () => {
    const mutations = schema.getMutationType()?.getFields() ?? {};
    expect([...INTAKE_COMMANDS].filter((name) => !(name in mutations))).toEqual([]);
  });
});
