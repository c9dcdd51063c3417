import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  bar,
  buildCounty,
  type County,
  type Effort,
  type Measurement,
  type OwnStack,
  ownStack,
  serverVersions,
  signInCoordinator,
} from '@gridlink/bench';
import { z } from 'zod';
import { openProjections } from '../broker/projections.ts';
import { openLedger } from '../consumer/ledger.ts';
import { settled, within } from '../findings/settle.ts';
import { writeFindings } from '../findings/write-findings.ts';
import { checkHistory, type Verdict } from '../history/check-history.ts';
import { type HistoryFile, openHistory } from '../history/history-file.ts';
import { complaints, verdictBars } from '../history/verdict-bars.ts';
import { openChannel } from '../intake/channel.ts';
import { loadBallast } from './ballast.ts';
import { openWitnesses } from './keepsakes.ts';
import { backUp, bringBack, loseEverything } from './operator.ts';
import { type Gap, goneWithTheGap, restoredHistory } from './restored-history.ts';

type Size = { readonly ballast: number; readonly loadMs: number };
const FULL: Size = { ballast: 100_000, loadMs: 10_000 };
const QUICK: Size = { ballast: 1_000, loadMs: 1_500 };
const CLIENTS = 8;
const SETTLED_WITHIN_MS = 120_000;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const manifestSchema = z.looseObject({
  collections: z.array(z.looseObject({ documents: z.number(), bytes: z.number() })),
});

/** Size of what a backup holds. */
function sizeOf(backup: string): { readonly documents: number; readonly megabytes: number } {
  const { collections } = manifestSchema.parse(JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')));
  const bytes = collections.reduce((sum, one) => sum + one.bytes, 0);
  return { documents: collections.reduce((sum, one) => sum + one.documents, 0), megabytes: bytes / 1e6 };
}

type Scene = {
  readonly own: OwnStack;
  readonly county: County;
  readonly history: HistoryFile;
  readonly size: Size;
  readonly say: Effort['say'];
};

/** Reports for a while, with something done in their midst; everything is stored and applied when it ends. */
async function underLoad<T>(scene: Scene, prefix: string, work: () => Promise<T>): Promise<T> {
  const { own, county, history, size } = scene;
  const ledger = await openLedger(own.stack);
  const session = await signInCoordinator(county);
  const channel = openChannel({ county, session, history, clients: CLIENTS, prefix });
  try {
    await pause(size.loadMs);
    const done = await work();
    await pause(size.loadMs);
    return done;
  } finally {
    await channel.stop();
    await ledger.close();
  }
}

type Loss = { readonly gap: Gap; readonly backup: string; readonly backupMs: number };

/** Backup under load, more load, and the loss of everything. */
async function backUpAndLose(scene: Scene, keep: () => Promise<void>): Promise<Loss> {
  const { own, history, say } = scene;
  const backup = join(own.folder, 'kept-elsewhere');
  const taken = await underLoad(scene, 'restore-before', async () => {
    await keep();
    const backedUpAt = Date.now();
    history.append({ kind: 'DISTURBED', at: backedUpAt, what: 'backup begins' });
    const backupMs = await backUp(own, backup);
    say(`backup after ${Math.round(backupMs)} ms, while reports came in`);
    return { backedUpAt, backupMs };
  });
  const lostAt = Date.now();
  history.append({ kind: 'DISTURBED', at: lostAt, what: 'everything lost' });
  await loseEverything(own);
  return { gap: { backedUpAt: taken.backedUpAt, lostAt }, backup, backupMs: taken.backupMs };
}

type Times = { readonly restoreMs: number; readonly servingMs: number };

/** From nothing to a platform that answers. */
async function comeBack({ own, history, say }: Scene, backup: string): Promise<Times> {
  const startedAt = performance.now();
  const restoreMs = await bringBack(own, backup);
  await own.startAgain();
  const servingMs = performance.now() - startedAt;
  history.append({ kind: 'RESTORED', at: Date.now(), what: 'everything', afterMs: Math.round(servingMs) });
  say(`restored after ${Math.round(restoreMs)} ms, serving after ${Math.round(servingMs)} ms`);
  return { restoreMs, servingMs };
}

type Aftermath = { readonly settledAfterMs: number | undefined; readonly differences: readonly string[] };

/** Whether every projection has caught up with its owner, and what is there now, for the checker. */
async function lookAround({ own, county, history }: Scene): Promise<Aftermath> {
  const { stack } = own;
  const ledger = await openLedger(stack);
  const projections = await openProjections(stack, county);
  try {
    const settledAfterMs = await settled(stack, ledger, SETTLED_WITHIN_MS);
    let differences: readonly string[] = [];
    await within(SETTLED_WITHIN_MS, async () => {
      differences = [...(await projections.grids()), ...(await projections.tickets())];
      return differences.length === 0;
    });
    const { token } = await signInCoordinator(county);
    await writeFindings(history, { stack, ledger, token });
    return { settledAfterMs, differences };
  } finally {
    await projections.close();
    await ledger.close();
  }
}

function conclude(history: HistoryFile, gap: Gap, say: Effort['say']): { verdict: Verdict; gone: number } {
  const lines = history.read();
  const verdict = checkHistory(restoredHistory(lines, gap));
  for (const sentence of complaints(verdict)) say(sentence);
  return { verdict, gone: goneWithTheGap(lines, gap) };
}

async function rehearseRestore(scene: Scene) {
  const { own, county, size } = scene;
  await loadBallast(own.stack, size.ballast);
  const witnesses = await openWitnesses(county);
  let kept: Awaited<ReturnType<typeof witnesses.take>> | undefined;
  const loss = await backUpAndLose(scene, async () => {
    kept = await witnesses.take();
  });
  const { documents, megabytes } = sizeOf(loss.backup);
  const times = await comeBack(scene, loss.backup);
  if (!kept) throw new Error('nothing was kept to compare');
  const { audit, dossiers } = await witnesses.compare(kept);
  await underLoad(scene, 'restore-after', async () => undefined);
  const aftermath = await lookAround(scene);
  for (const complaint of [...audit, ...dossiers, ...aftermath.differences.slice(0, 20)]) scene.say(complaint);
  return {
    ...loss,
    ...times,
    ...aftermath,
    audit,
    dossiers,
    documents,
    megabytes,
    ...conclude(scene.history, loss.gap, scene.say),
  };
}

const none = { unit: '', limit: { atMost: 0 } } as const;
const MINUTE = 60_000;

/** R8: a backup under load, the loss of everything, and the way back as an operator goes it. */
export const drillRestore: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const history = openHistory('restore');
  const own = await ownStack({ say });
  let isGood = false;
  try {
    const county = await buildCounty(own.stack, { towns: 2, villagesEach: 4 });
    const found = await rehearseRestore({ own, county, history, size, say });
    const { documents, megabytes, backupMs, restoreMs, servingMs, settledAfterMs, gone } = found;
    isGood = complaints(found.verdict).length === 0;
    return {
      seed: county.seed,
      rounds: 1,
      versions: serverVersions(own.stack),
      notes: [
        `${documents} documents, ${megabytes.toFixed(1)} MB, of which ${size.ballast} documents are ballast`,
        `${gone} reports that were acknowledged after the backup began are gone, as after any restore; none is there in part`,
        `the drill's consumer had everything ${settledAfterMs ?? 'never'} ms after it was looked at`,
      ],
      rows: [
        { step: 'backup, while reports come in', seconds: Number((backupMs / 1_000).toFixed(1)) },
        { step: 'restore, from an empty data folder', seconds: Number((restoreMs / 1_000).toFixed(1)) },
        { step: 'restore and start, until the gateway answers', seconds: Number((servingMs / 1_000).toFixed(1)) },
      ],
      bars: [
        ...verdictBars('R8', found.verdict),
        bar('R8', 'breaks in the audit chain', { value: found.audit.length, ...none }),
        bar('R8', 'dossiers that do not verify', { value: found.dossiers.length, ...none }),
        bar('R8', 'projections unlike their owner', { value: found.differences.length, ...none }),
        bar('R8', 'consumers that did not catch up', { value: settledAfterMs === undefined ? 1 : 0, ...none }),
        bar('R8', `minutes from nothing to serving, ${Math.round(megabytes)} MB`, {
          value: Number((servingMs / MINUTE).toFixed(2)),
          unit: 'min',
          limit: { atMost: 10 },
        }),
      ],
    };
  } finally {
    if (isGood) history.remove();
    else say(`history: ${history.path}`);
    await own.end();
    rmSync(own.folder, { recursive: true, force: true });
  }
};
