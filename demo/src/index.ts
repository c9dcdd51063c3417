export { suggestAndDeliberate } from './deliberations/suggest-and-deliberate.ts';
export {
  administratorOf,
  adminPasswordOf,
  createGraphClient,
  type GraphClient,
  GraphRefusal,
  graphqlOf,
  signedIn,
} from './graph-client.ts';
export { type DemoAccount, openAccount, openAccounts } from './loading/accounts.ts';
export type { LoadedJurisdiction } from './loading/jurisdiction.ts';
export { firstCounty, loadSmallTerritory } from './loading/small-territory.ts';
export { type Desks, openDesks } from './matters/desk.ts';
export { deskNames, type Matter } from './matters/story.ts';
export { give, lookUp, type Receipt, report, type TicketView } from './matters/ticket-commands.ts';
export { readPlan } from './plan.ts';
export type { CountySize } from './territory/few-divisions.ts';
