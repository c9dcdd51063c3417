import { dataFolderAt } from '../data-folder.ts';
import { askUntil } from '../processes/deadline.ts';
import { holderOf } from '../run-lock.ts';
import { readSettings } from '../settings.ts';

const PATIENCE_MS = 90_000;

/** Asks the running supervisor to end and waits for it. @returns the exit code. */
export async function stop(): Promise<number> {
  const data = dataFolderAt(readSettings().GRIDLINK_DATA);
  const holder = holderOf(data);
  if (holder === undefined) {
    console.log('Nothing is running.');
    return 0;
  }
  process.kill(holder.pid, 'SIGTERM');
  const gone = await askUntil(async () => holderOf(data) === undefined, { withinMs: PATIENCE_MS, everyMs: 100 });
  console.log(
    gone
      ? 'Everything is stopped; the data is kept.'
      : `The supervisor (pid ${holder.pid}) has not ended within ${PATIENCE_MS / 1000} s.`,
  );
  return gone ? 0 : 1;
}
