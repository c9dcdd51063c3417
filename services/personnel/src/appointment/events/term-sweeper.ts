import type { EndAppointmentDeps } from '../use-cases/end-appointment.ts';
import { endOverdueAppointments } from '../use-cases/end-appointment.ts';

export type TermSweeper = { stop(): Promise<void> };

const SWEEP_EVERY_MS = 2_000;
const STEP_MS = 100;

/** Ends appointments whose term is over, a small claim at a time; the guarded write makes each end once over all replicas. */
export function startTermSweeper(
  deps: EndAppointmentDeps & {
    readonly now: () => Date;
    readonly onProblem: (message: string, error: unknown) => void;
  },
): TermSweeper {
  let running = true;
  const loop = (async () => {
    while (running) {
      const ended = await endOverdueAppointments(deps, deps.now()).catch((error: unknown) => {
        deps.onProblem('ending appointments whose term is over', error);
        return 0;
      });
      if (ended > 0) continue;
      for (let waited = 0; running && waited < SWEEP_EVERY_MS; waited += STEP_MS) {
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      }
    }
  })();
  return {
    async stop() {
      running = false;
      await loop;
    },
  };
}
