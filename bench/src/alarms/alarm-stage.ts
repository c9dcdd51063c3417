import type { Stack } from '@gridlink/stack';
import { buildCounty } from '../county/county.ts';
import { dispatchTickets } from '../county/dispatched-tickets.ts';
import type { Effort } from '../report/command-line.ts';
import { ownStack } from '../stack/own-stack.ts';
import { type ManyOpen, openManyOpen } from './many-open.ts';

/** A database and a broker with open tickets and nobody about: whoever raises their alarms comes later. */
export type AlarmStage = {
  readonly stack: Stack;
  readonly many: ManyOpen;
  readonly seed: number;
  end(): Promise<void>;
};

const MODELS = 8;

/** A few tickets are dispatched through the graph, as models of all others; then every process of ours is sent home. */
export async function setAlarmStage(say: Effort['say']): Promise<AlarmStage> {
  const { stack, end } = await ownStack({ say });
  try {
    const county = await buildCounty(stack, { towns: 2, villagesEach: 4 });
    await dispatchTickets(county, MODELS, 'alarm');
    for (const name of ['gateway', 'grid', 'personnel', 'dataexchange', 'tickets'] as const) await stack.halt(name);
    const many = await openManyOpen(stack);
    return {
      stack,
      many,
      seed: county.seed,
      async end() {
        await many.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
