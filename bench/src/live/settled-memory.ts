import { setTimeout as pause } from 'node:timers/promises';
import { residentMemory } from '../load/resident-memory.ts';

const LOOKS = 10;

/** Resident memory of a process over some seconds, MB: the middle, because collections come and go. */
export async function settledMemory(pid: number, seconds: number): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    await pause((seconds * 1_000) / LOOKS);
    looks.push(residentMemory(pid) ?? Number.NaN);
  }
  return looks.sort((a, b) => a - b)[Math.floor(LOOKS / 2)] ?? Number.NaN;
}
