import { measureAlarms } from './alarms/measure-alarms.ts';
import { measureBurst } from './burst/measure-burst.ts';
import { measureCommands } from './commands/measure-commands.ts';
import { measureFeed } from './feed/measure-feed.ts';
import { measureGateways } from './gateway/measure-gateways.ts';
import { measureIntake } from './intake/measure-intake.ts';
import { measureLists } from './lists/measure-lists.ts';
import { measureLive } from './live/measure-live.ts';
import { measureLocate } from './locate/measure-locate.ts';
import { type Measurements, runCommand } from './report/command-line.ts';
import { measureStart } from './start/measure-start.ts';

const measurements: Measurements = {
  gateway: measureGateways,
  commands: measureCommands,
  intake: measureIntake,
  burst: measureBurst,
  live: measureLive,
  feed: measureFeed,
  locate: measureLocate,
  lists: measureLists,
  start: measureStart,
  alarms: measureAlarms,
};
await runCommand('bench', measurements, process.argv.slice(2));
