import { backup } from './commands/backup.ts';
import { reset } from './commands/reset.ts';
import { restore } from './commands/restore.ts';
import { roll } from './commands/roll.ts';
import { rotateKeys } from './commands/rotate-keys.ts';
import { secrets } from './commands/secrets.ts';
import { start } from './commands/start.ts';
import { stop } from './commands/stop.ts';
import { test } from './commands/test.ts';

const commands = { start, stop, roll, reset, test, secrets, backup, restore, 'rotate-keys': rotateKeys } as const;

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}

async function main([name = 'start', ...commandArguments]: readonly string[]): Promise<number> {
  if (isCommand(name)) return commands[name](commandArguments);
  console.error(`Unknown command ${name}. There are: ${Object.keys(commands).join(', ')}`);
  return 2;
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
