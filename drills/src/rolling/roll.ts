import type { ProcessName, Stack } from '@gridlink/stack';
import type { HistoryFile } from '../history/history-file.ts';
import type { Channel } from '../intake/channel.ts';
import type { Readers } from './readers.ts';

/** One process that got a successor. */
export type Roll = {
  readonly member: ProcessName;
  readonly afterMs: number;
  /** Pages read and reports acknowledged from its beginning until the one after. */
  readonly read: number;
  readonly acknowledged: number;
};

export type Rolling = {
  readonly stack: Stack;
  readonly history: HistoryFile;
  readonly channel: Channel;
  readonly readers: Readers;
  readonly members: readonly ProcessName[];
  readonly cycles: number;
  readonly say: (line: string) => void;
};

/** Some work on the successors alone, so that each meets commands and queries of every kind. */
const WORK_BETWEEN = 10;
const WORK_WITHIN_MS = 60_000;

async function untilWorking({ channel, readers }: Rolling): Promise<void> {
  const pages = readers.answered() + WORK_BETWEEN;
  const reports = channel.acknowledged() + WORK_BETWEEN;
  for (const end = Date.now() + WORK_WITHIN_MS; readers.answered() < pages || channel.acknowledged() < reports; ) {
    if (Date.now() > end) throw new Error(`no ${WORK_BETWEEN} pages and reports within ${WORK_WITHIN_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function replaceOne(rolling: Rolling, member: ProcessName): Promise<Roll> {
  const { stack, history, channel, readers } = rolling;
  const before = { at: Date.now(), read: readers.answered(), acknowledged: channel.acknowledged() };
  history.append({ kind: 'DISTURBED', at: before.at, what: `replace ${member}` });
  await stack.replace(member);
  const afterMs = Date.now() - before.at;
  history.append({ kind: 'RESTORED', at: Date.now(), what: member, afterMs });
  await untilWorking(rolling);
  return {
    member,
    afterMs,
    read: readers.answered() - before.read,
    acknowledged: channel.acknowledged() - before.acknowledged,
  };
}

/** Replaces every process of ours once a cycle, one after the other, as a rolling restart does. */
export async function rollInTurn(rolling: Rolling): Promise<Roll[]> {
  const rolls: Roll[] = [];
  for (let cycle = 1; cycle <= rolling.cycles; cycle++) {
    for (const member of rolling.members) {
      const roll = await replaceOne(rolling, member);
      rolling.say(`cycle ${cycle} of ${rolling.cycles}: ${member} has a successor after ${roll.afterMs} ms`);
      rolls.push(roll);
    }
  }
  return rolls;
}
