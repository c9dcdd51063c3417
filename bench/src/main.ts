import { measureCommands } from './commands/measure-commands.ts';
import { measureGateways } from './gateway/measure-gateways.ts';
import { measureIntake } from './intake/measure-intake.ts';
import { runCommand } from './report/command-line.ts';

const measurements = { gateway: measureGateways, commands: measureCommands, intake: measureIntake };
await runCommand('bench', measurements, process.argv.slice(2));
