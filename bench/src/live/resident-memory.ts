import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const residentKib = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN);

const LOOKS = 10;

/** Resident memory of a process over some seconds, KiB: the middle, because collections come and go. Linux only. */
export async function residentMemory(pid: number, seconds: number): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    await pause((seconds * 1_000) / LOOKS);
    looks.push(residentKib(pid));
  }
  return looks.sort((a, b) => a - b)[Math.floor(LOOKS / 2)] ?? Number.NaN;
}
