import { bar, type Measurement, type Row } from '@gridlink/bench';
import type { ProcessName } from '@gridlink/stack';
import { verdictBars } from '../history/verdict-bars.ts';
import { rehearse } from '../intake/rehearsal.ts';
import { openReaders } from './readers.ts';
import { type Roll, rollInTurn } from './roll.ts';

const OURS: readonly ProcessName[] = ['grid', 'personnel', 'tickets', 'dataexchange', 'gateway'];
const FULL = { members: OURS, cycles: 3 } as const;
const QUICK = { members: ['tickets', 'gateway'] as readonly ProcessName[], cycles: 1 } as const;
const READERS = 4;

const rowsOf = (rolls: readonly Roll[]): Row[] =>
  [...Map.groupBy(rolls, ({ member }) => member)].map(([member, theirs]) => ({
    replaced: member,
    times: theirs.length,
    'successor answers after ms, at most': Math.max(...theirs.map(({ afterMs }) => afterMs)),
    'pages read meanwhile': theirs.reduce((sum, { read }) => sum + read, 0),
    'reports acknowledged meanwhile': theirs.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
  }));

/** R7: each process of ours replaced in turn while desks read and reports come in; nobody sees it. */
export const drillRolling: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const outcome = await rehearse('rolling', say, async (rehearsal) => {
    const readers = openReaders(rehearsal, READERS);
    try {
      const rolls = await rollInTurn({ ...rehearsal, readers, say, ...size });
      return { rolls, readers };
    } finally {
      await readers.stop();
    }
  });
  const { found, verdict, reports, unanswered, seed, versions } = outcome;
  const { rolls, readers } = found;
  return {
    seed,
    rounds: size.cycles,
    versions,
    notes: [
      `${readers.answered()} pages read by ${READERS} desks, the longest wait ${Math.round(readers.longestMs())} ms; nobody asks a second time`,
      `${reports} reports acknowledged to 8 clients of a hotline, every second ticket accepted by its town`,
    ],
    rows: rowsOf(rolls),
    bars: [
      bar('R7', 'failed queries', { value: readers.failed(), unit: '', limit: { atMost: 0 } }),
      bar('R7', 'failed commands', { value: unanswered - readers.failed(), unit: '', limit: { atMost: 0 } }),
      ...verdictBars('R7', verdict),
      bar('R7', 'processes replaced', {
        value: rolls.length,
        unit: '',
        limit: { atLeast: size.cycles * size.members.length },
      }),
    ],
  };
};
