export { buildCounty, type County } from './county/county.ts';
export { matterNamed, REPORT_FOR_STAFF, type ReportAnswer, reportInput } from './county/matter.ts';
export { type Session, signInCoordinator } from './county/session.ts';
export { closedLoop } from './load/closed-loop.ts';
export { type GraphRequests, openGraph } from './load/graph-requests.ts';
export { type Effort, type Measurement, runCommand } from './report/command-line.ts';
export { type Bar, bar, type Finding, type Row } from './report/result.ts';
export { type OwnStack, ownStack, serverVersions } from './stack/own-stack.ts';
export { type Chance, chanceOf } from './statistics/chance.ts';
