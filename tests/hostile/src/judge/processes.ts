import { readFileSync } from 'node:fs';
import { type MemberName, memberNames, type Stack } from '@gridlink/stack';

/** One process of the stack as it is now. */
export type ProcessFigures = { readonly name: MemberName; readonly pid: number; readonly megabytes: number };

function megabytesOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? Number.NaN) / 1024);
}

/** Which processes answer, and how much memory each holds. Restarted ones have another number. */
export const processFigures = (stack: Stack): ProcessFigures[] =>
  memberNames.map((name) => {
    const pid = stack.pid(name);
    if (pid === undefined) throw new Error(`${name} does not run`);
    return { name, pid, megabytes: megabytesOf(pid) };
  });

export type Growth = { readonly name: MemberName; readonly restarted: boolean; readonly megabytes: number };

/** What became of each process between two looks. */
export const growth = (before: readonly ProcessFigures[], after: readonly ProcessFigures[]): Growth[] =>
  before.map(({ name, pid, megabytes }) => {
    const now = after.find((figures) => figures.name === name);
    return { name, restarted: now?.pid !== pid, megabytes: (now?.megabytes ?? 0) - megabytes };
  });
