import type { Draft } from '../corpus/line.ts';
import { accountInputs } from './accounts.ts';
import { boundaries } from './boundaries.ts';
import { deliberations } from './deliberations.ts';
import { exchange } from './exchange.ts';
import { gridChanges } from './grid-changes.ts';
import { instructions } from './instructions.ts';
import { modePlans } from './mode-plans.ts';
import { notifications } from './notifications.ts';
import { people } from './people.ts';
import { reports } from './reports.ts';
import { rest } from './rest.ts';
import { suggestions } from './suggestions.ts';
import { ticketCommands } from './ticket-commands.ts';

/** Inputs that are wrong, by what takes them. */
export const badInputs: readonly Draft[] = [
  ...reports,
  ...ticketCommands,
  ...instructions,
  ...modePlans,
  ...suggestions,
  ...notifications,
  ...deliberations,
  ...boundaries,
  ...gridChanges,
  ...people,
  ...accountInputs,
  ...exchange,
  ...rest,
];
