import { measureCommands } from './commands/measure-commands.ts';
import { measureGateways } from './gateway/measure-gateways.ts';
import { measureIntake } from './intake/measure-intake.ts';
import { measureLive } from './live/measure-live.ts';
import { measureLocate } from './locate/measure-locate.ts';
import { type Measurements, runCommand } from './report/command-line.ts';

const measurements: Measurements = {
  gateway: measureGateways,
  commands: measureCommands,
  intake: measureIntake,
  live: measureLive,
  locate: measureLocate,
};
await runCommand('bench', measurements, process.argv.slice(2));
