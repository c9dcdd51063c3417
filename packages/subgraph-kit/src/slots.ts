/** Lets a bounded number of works run at the same time; the others wait their turn. */
export type Slots = { run<T>(work: () => Promise<T>): Promise<T> };

export function createSlots(limit: number): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    async run(work) {
      if (taken >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
      else taken += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // A slot goes to whoever waits longest without becoming free in between.
        if (next) next();
        else taken -= 1;
      }
    },
  };
}
