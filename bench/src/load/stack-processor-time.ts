import type { ProcessName, Stack } from '@gridlink/stack';
import { processorTime } from './processor-time.ts';

/** Processor time by process, milliseconds; a process that is not there or not told of is left out. */
export type StackProcessorTime = ReadonlyMap<ProcessName, number>;

export function stackProcessorTime(stack: Stack, names: readonly ProcessName[]): StackProcessorTime {
  const times = names.flatMap((name): [ProcessName, number][] => {
    const pid = stack.pid(name);
    const time = pid === undefined ? undefined : processorTime(pid);
    return time === undefined ? [] : [[name, time]];
  });
  return new Map(times);
}

/** What each process has used between two looks. */
export const usedBetween = (before: StackProcessorTime, after: StackProcessorTime): StackProcessorTime =>
  new Map([...after].map(([name, time]) => [name, time - (before.get(name) ?? 0)]));
