/** What each contestant measured, round by round. */
export type Measured<Measurement> = ReadonlyMap<string, readonly Measurement[]>;

/** The contestants of one round: each round begins with another one, so that none always runs on a cold or a hot machine. */
export const orderOfRound = (names: readonly string[], round: number): string[] => {
  const first = names.length === 0 ? 0 : round % names.length;
  return [...names.slice(first), ...names.slice(0, first)];
};

/** Lets the contestants run in turn, never two at a time, for a number of rounds. */
export async function alternate<Measurement>(
  names: readonly string[],
  rounds: number,
  run: (name: string, round: number) => Promise<Measurement>,
): Promise<Measured<Measurement>> {
  const measured = new Map<string, Measurement[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of orderOfRound(names, round)) measured.get(name)?.push(await run(name, round));
  }
  return measured;
}
