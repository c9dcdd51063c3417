import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, print } from 'graphql';
import { LIVE_FIELDS } from './live-fields.ts';
import { changeKindOf, withLive } from './live-type-defs.ts';

const committed = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));
const subscribable = committed.getSubscriptionType()?.getFields() ?? {};

describe('what can be subscribed to', () => {
  it('is all in the committed schema, and all of it is served', () => {
    expect(Object.keys(subscribable)).toEqual(Object.keys(LIVE_FIELDS));
  });

  it.each(Object.entries(LIVE_FIELDS))('%s asks for what the graph has', (name, { asked }) => {
    const pushed = String(subscribable[name]?.type).replace('!', '');
    const query = committed.getQueryType()?.getFields()[asked.query];
    const argument = query?.args.find((each) => each.name === asked.argument.name);
    expect([committed.getType(pushed)?.toString(), asked.argument.type]).toEqual([
      pushed,
      argument && asked.argument.type,
    ]);
  });

  it('is left out of a schema that lacks its types', () => {
    expect(print(withLive(parse('type Query { a: Int }')))).not.toContain('Subscription');
  });

  it('has a kind of change for every event', () => {
    expect(changeKindOf('gridlink.tickets.ticket.reported-in.v1')).toBe('REPORTED_IN');
  });
});
