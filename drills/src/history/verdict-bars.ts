import { type Bar, bar } from '@gridlink/bench';
import type { Verdict } from './check-history.ts';

const WHAT: Readonly<Record<keyof Verdict, string>> = {
  lost: 'acknowledged commands lost',
  doubled: 'reports that became two tickets',
  unapplied: 'tickets with events unapplied',
  misapplied: 'tickets with events applied twice or out of order',
  broken: 'tickets whose hash chain is broken',
  abandoned: 'commands never acknowledged',
};

/** A verdict as bars: nothing of any kind. */
export const verdictBars = (id: string, verdict: Verdict): Bar[] =>
  (Object.keys(WHAT) as (keyof Verdict)[]).map((kind) =>
    bar(id, WHAT[kind], { value: verdict[kind].length, unit: '', limit: { atMost: 0 } }),
  );

const SHOWN = 20;

/** The first of each kind, for whoever looks into a failure. */
export const complaints = (verdict: Verdict): string[] =>
  Object.entries(verdict).flatMap(([kind, found]) => found.slice(0, SHOWN).map((sentence) => `${kind}: ${sentence}`));
