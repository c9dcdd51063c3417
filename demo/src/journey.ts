import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPacks } from '@gridlink/jurisdiction';
import { z } from 'zod';
import { readEndpoints } from './endpoints.ts';
import { createGraphClient } from './graph-client.ts';
import { watchTicketEvents } from './journey/event-watch.ts';
import { createNarrator } from './journey/narrator.ts';
import { tellJourney } from './journey/tell-journey.ts';
import { openDesks } from './matters/desk.ts';

const accountsSchema = z.object({
  password: z.string(),
  accounts: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      jurisdiction: z.string(),
      title: z.string(),
      organization: z.string().optional(),
    }),
  ),
});

/** `pnpm journey [jurisdiction]`: one matter's whole way through a running stack. */
const jurisdiction = process.argv[2] ?? 'puyang';
const endpoints = readEndpoints(
  process.env.GRIDLINK_ENDPOINTS ?? join(import.meta.dirname, '../../.data/endpoints.json'),
);
const { password, accounts } = accountsSchema.parse(JSON.parse(readFileSync(endpoints.demoAccounts, 'utf8')));
const pack = loadPacks().get(jurisdiction);
if (!pack) throw new Error(`no jurisdiction ${jurisdiction}; there are ${[...loadPacks().keys()].join(', ')}`);

const { graphql } = endpoints.members.gateway;
const watch = await watchTicketEvents(endpoints);
try {
  await tellJourney({
    pack,
    accounts,
    public: createGraphClient(graphql),
    desks: openDesks(graphql, password),
    watch,
    narrator: createNarrator(),
    idempotencyKey: `journey-${randomUUID()}`,
  });
} finally {
  await watch.close();
}
