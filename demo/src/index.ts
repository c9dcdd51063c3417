export { createGraphClient, type GraphClient, GraphRefusal, signedIn } from './graph-client.ts';
export { type DemoAccount, openAccounts } from './loading/accounts.ts';
export { type Building, type LoadedJurisdiction, loadJurisdiction } from './loading/jurisdiction.ts';
export { type Desks, openDesks } from './matters/desk.ts';
export { deskNames, type Matter } from './matters/story.ts';
export { give, lookUp, type Receipt, report, type TicketView } from './matters/ticket-commands.ts';
export { type DemoPlan, readPlan } from './plan.ts';
export { readDivisions } from './territory/divisions.ts';
export { type CountySize, fewDivisions } from './territory/few-divisions.ts';
