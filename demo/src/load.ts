import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPacks } from '@gridlink/jurisdiction';
import { suggestAndDeliberate } from './deliberations/suggest-and-deliberate.ts';
import { type Endpoints, readEndpoints } from './endpoints.ts';
import { administratorOf, createGraphClient, graphqlOf } from './graph-client.ts';
import { openAccounts } from './loading/accounts.ts';
import { type LoadedJurisdiction, loadJurisdiction } from './loading/jurisdiction.ts';
import { openDesks } from './matters/desk.ts';
import { planMatters } from './matters/plan-matters.ts';
import { runMatters } from './matters/report-matters.ts';
import { readMessages, readPlan } from './plan.ts';
import { readDivisions } from './territory/divisions.ts';

/** One password for all demonstration accounts, made at the first load and kept beside the data. */
function demoPassword(file: string): string {
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { password: string }).password;
  return `Demo-${randomBytes(6).toString('base64url')}`;
}

/** Builds up everything of the plan that is not there yet; a second run finds its own rows unchanged. */
async function load(endpoints: Endpoints): Promise<void> {
  const done = join(endpoints.dataFolder, 'demo-loaded');
  if (existsSync(done)) return console.log('demo data is there already');
  const plan = readPlan();
  const packs = loadPacks();
  const graphql = graphqlOf(endpoints);
  const admin = administratorOf(endpoints);

  const builtUp: LoadedJurisdiction[] = [];
  for (const planned of plan.jurisdictions) {
    const pack = packs.get(planned.code);
    if (!pack) throw new Error(`no pack ${planned.code}`);
    const divisions = await readDivisions(pack.territory.prefixes);
    builtUp.push(await loadJurisdiction(admin, { plan, planned, pack, divisions }));
  }

  const accounts = builtUp.flatMap((jurisdiction) => jurisdiction.accounts);
  const password = demoPassword(endpoints.demoAccounts);
  writeFileSync(endpoints.demoAccounts, `${JSON.stringify({ password, accounts }, null, 2)}\n`, { mode: 0o600 });
  await openAccounts(admin, accounts, password);

  const matters = planMatters(plan.seed, readMessages(), builtUp);
  const everyone = { public: createGraphClient(graphql), desks: openDesks(graphql, password) };
  const stages = await runMatters(matters, { ...everyone, builtUp });
  console.log(`tickets by stage: ${[...stages].map(([stage, count]) => `${stage} ${count}`).join(', ')}`);
  await suggestAndDeliberate(
    builtUp.map(({ pack, grids }) => ({ code: pack.code, grids })),
    everyone,
  );
  writeFileSync(done, new Date().toISOString());
}

const file =
  process.argv[2] ?? process.env.GRIDLINK_ENDPOINTS ?? join(import.meta.dirname, '../../.data/endpoints.json');
await load(readEndpoints(file));
