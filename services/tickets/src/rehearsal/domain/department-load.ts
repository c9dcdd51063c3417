/** One matter as a department had it, or would have had it; `late` is 0 or 1, or how likely. */
export type Held = {
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly workingMinutes: number;
  readonly late: number;
};

/** What lay with a department in the time rehearsed. */
export type DepartmentLoad = {
  readonly received: number;
  readonly late: number;
  /** Most matters open at one instant. */
  readonly mostOpen: number;
  readonly workingMinutes: number;
};

function mostOpen(held: readonly Held[]): number {
  const starts = held.map(({ from }) => from).toSorted((one, other) => one - other);
  const ends = held.map(({ to }) => to).toSorted((one, other) => one - other);
  let [most, ended] = [0, 0];
  starts.forEach((from, started) => {
    // What ends at the instant another begins is not open beside it.
    while ((ends[ended] ?? Number.POSITIVE_INFINITY) <= from) ended += 1;
    most = Math.max(most, started + 1 - ended);
  });
  return most;
}

export const loadOf = (held: readonly Held[]): DepartmentLoad => ({
  received: held.length,
  late: held.reduce((sum, { late }) => sum + late, 0),
  mostOpen: mostOpen(held),
  workingMinutes: held.reduce((sum, { workingMinutes }) => sum + workingMinutes, 0),
});
