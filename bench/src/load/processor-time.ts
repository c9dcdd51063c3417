import { existsSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock is (USER_HZ). */
const TICK_MS = 10;
/** Places of utime and stime after the process's name in /proc/<pid>/stat (man 5 proc). */
const USER = 11;
const SYSTEM = 12;

/** Milliseconds out of a line of /proc/<pid>/stat; the name may hold spaces and brackets, so it is cut off first. */
export function millisecondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MS;
}

/** Processor time a process has used so far, milliseconds over all its threads; undefined where the system does not tell. */
export function processorTime(pid: number): number | undefined {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) ? millisecondsIn(readFileSync(path, 'utf8')) : undefined;
}
