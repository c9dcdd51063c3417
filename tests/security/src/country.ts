import { buildCountry, type Country } from '@gridlink/drills';
import { startTestStack } from '@gridlink/stack';

/** Two jurisdictions in five real processes over the run's database and broker. */
export type RunningCountry = Country & { end(): Promise<void> };

/** Operations here ask for everything at once, and by the hundred. */
const WIDE = {
  MAX_TOKENS: '100000',
  MAX_COST: '10000000',
  MAX_ALIASES: '10000',
  MAX_ROOT_FIELDS: '10000',
  RATE_PER_SECOND: '1000000',
  RATE_BURST: '1000000',
  PUBLIC_RATE_PER_SECOND: '1000000',
  PUBLIC_RATE_BURST: '1000000',
};

export async function startCountry(): Promise<RunningCountry> {
  const { stack, end } = await startTestStack(WIDE);
  try {
    return { ...(await buildCountry(stack)), end };
  } catch (error) {
    await end();
    throw error;
  }
}
