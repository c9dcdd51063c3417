import type { CommandName } from './commands.ts';
import { APPEALS } from './table/appeals.ts';
import { CLOSING } from './table/closing.ts';
import { DISPATCH } from './table/dispatch.ts';
import { HANDLING } from './table/handling.ts';
import { INTAKE } from './table/intake.ts';
import { ON_SITE } from './table/on-site.ts';
import { PLATFORM } from './table/platform.ts';
import { RECORDS } from './table/records.ts';
import { REDACTION_REQUESTS } from './table/redaction-requests.ts';
import { SUPERVISION } from './table/supervision.ts';
import { TIME } from './table/time.ts';
import { TOGETHER } from './table/together.ts';
import { TRANSFER } from './table/transfer.ts';
import type { Table } from './transition.ts';

/** The life of a ticket: machine, diagram, commands on offer and tests all come from this one table. */
export const TRANSITIONS: Table<CommandName> = {
  ...INTAKE,
  ...PLATFORM,
  ...DISPATCH,
  ...HANDLING,
  ...TIME,
  ...TOGETHER,
  ...ON_SITE,
  ...CLOSING,
  ...SUPERVISION,
  ...APPEALS,
  ...TRANSFER,
  ...RECORDS,
  ...REDACTION_REQUESTS,
};

export const COMMAND_NAMES = Object.keys(TRANSITIONS) as readonly CommandName[];
