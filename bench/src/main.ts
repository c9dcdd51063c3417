import { measureCommands } from './commands/measure-commands.ts';
import { measureGateways } from './gateway/measure-gateways.ts';
import { measureIntake } from './intake/measure-intake.ts';
import { measureLocate } from './locate/measure-locate.ts';
import { type Measurements, runCommand } from './report/command-line.ts';

const measurements: Measurements = {
  gateway: measureGateways,
  commands: measureCommands,
  intake: measureIntake,
  locate: measureLocate,
};
await runCommand('bench', measurements, process.argv.slice(2));
