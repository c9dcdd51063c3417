import {
  buildCounty,
  type County,
  type Effort,
  type OwnStack,
  ownStack,
  type Session,
  serverVersions,
  signInCoordinator,
} from '@gridlink/bench';
import { type Ledger, openLedger } from '../consumer/ledger.ts';
import { settled } from '../findings/settle.ts';
import { writeFindings } from '../findings/write-findings.ts';
import { checkHistory, type Verdict } from '../history/check-history.ts';
import { type HistoryFile, openHistory } from '../history/history-file.ts';
import { complaints } from '../history/verdict-bars.ts';
import { type Channel, openChannel } from './channel.ts';

/** A stack of its own under load, with a consumer beside it and everything written down. */
export type Rehearsal = Pick<OwnStack, 'stack'> & {
  readonly county: County;
  readonly session: Session;
  readonly channel: Channel;
  readonly ledger: Ledger;
  readonly history: HistoryFile;
  readonly seed: number;
};

const CLIENTS = 8;
const SETTLED_WITHIN_MS = 120_000;

export type Outcome<Found> = {
  readonly found: Found;
  readonly verdict: Verdict;
  readonly reports: number;
  readonly unanswered: number;
  /** Milliseconds after the load's end until the consumer had everything; undefined when it never had. */
  readonly settledAfterMs: number | undefined;
  readonly repeats: number;
  readonly seed: number;
  readonly versions: Record<string, string>;
};

async function conclude(rehearsal: Rehearsal, session: Session): Promise<Omit<Outcome<never>, 'found' | 'versions'>> {
  const { channel, stack, ledger, history, seed } = rehearsal;
  await channel.stop();
  const settledAfterMs = await settled(stack, ledger, SETTLED_WITHIN_MS);
  await writeFindings(history, { stack, ledger, token: session.token });
  const lines = history.read();
  return {
    verdict: checkHistory(lines),
    reports: channel.acknowledged(),
    unanswered: lines.filter(({ kind }) => kind === 'UNANSWERED').length,
    settledAfterMs,
    repeats: ledger.repeats(),
    seed,
  };
}

/** Keeps the history of a failed drill and says where it is; a good one's goes away. */
function keepOrRemove(history: HistoryFile, verdict: Verdict | undefined, say: Effort['say']): void {
  const wrong = verdict ? complaints(verdict) : ['the drill did not come to its end'];
  for (const sentence of wrong) say(sentence);
  if (wrong.length === 0) history.remove();
  else say(`history: ${history.path}`);
}

/** Sets everything up, lets the drill do its harm under load, and holds the history against what is there afterwards. */
export async function rehearse<Found>(
  drill: string,
  say: Effort['say'],
  harm: (rehearsal: Rehearsal) => Promise<Found>,
): Promise<Outcome<Found>> {
  const history = openHistory(drill);
  const { stack, end } = await ownStack({ say });
  let verdict: Verdict | undefined;
  let ledger: Ledger | undefined;
  try {
    const county = await buildCounty(stack, { towns: 2, villagesEach: 4 });
    const session = await signInCoordinator(county);
    ledger = await openLedger(stack);
    const channel = openChannel({ county, session, history, clients: CLIENTS, prefix: drill });
    const rehearsal = { stack, county, session, channel, ledger, history, seed: county.seed };
    const found = await harm(rehearsal).finally(() => channel.stop());
    const outcome = await conclude(rehearsal, session);
    verdict = outcome.verdict;
    return { ...outcome, found, versions: serverVersions(stack) };
  } finally {
    keepOrRemove(history, verdict, say);
    await ledger?.close();
    await end();
  }
}
