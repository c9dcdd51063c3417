import { existsSync, readFileSync } from 'node:fs';

const KIB_IN_MB = 1024;

/** Megabytes out of /proc/<pid>/status, which states them in KiB (man 5 proc, VmRSS). */
export function megabytesIn(status: string): number | undefined {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return kib === undefined ? undefined : Number(kib) / KIB_IN_MB;
}

/** Memory of a process that is in use now, MB; undefined where the system does not tell. */
export function residentMemory(pid: number): number | undefined {
  const path = `/proc/${pid}/status`;
  return existsSync(path) ? megabytesIn(readFileSync(path, 'utf8')) : undefined;
}
