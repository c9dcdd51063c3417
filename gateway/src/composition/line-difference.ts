/** Lines that only one of two texts has, with `-` for the first and `+` for the second; moved lines count as equal unless nothing else differs. */
export function linesThatDiffer(before: string, after: string): string[] {
  if (before === after) return [];
  const old = new Set(before.split('\n'));
  const fresh = new Set(after.split('\n'));
  const differing = [
    ...[...old].filter((line) => !fresh.has(line)).map((line) => `- ${line}`),
    ...[...fresh].filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ];
  return differing.length > 0 ? differing : ['the same lines in another order'];
}
