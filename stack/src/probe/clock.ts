const SAMPLES = 21;

/** The median of some runs, in milliseconds. */
export async function medianMs(work: (sample: number) => Promise<unknown>, samples = SAMPLES): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const began = performance.now();
    await work(sample);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(samples / 2)] ?? 0;
}
