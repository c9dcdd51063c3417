/** Database commands of a process by name, as its metrics page states them. */
export type CommandCounts = Readonly<Record<string, number>>;

const LINE = /^gridlink_database_commands_total\{([^}]*)\} (\d+(?:\.\d+)?(?:e\+?\d+)?)$/;
const COMMAND = /(?:^|,)command="([^"]*)"/;

/** Reads a metrics page in the Prometheus text format. */
export function commandCounts(page: string): CommandCounts {
  const counts: Record<string, number> = {};
  for (const line of page.split('\n')) {
    const [, labels = '', value = '0'] = LINE.exec(line) ?? [];
    const [, command] = COMMAND.exec(labels) ?? [];
    if (command !== undefined) counts[command] = (counts[command] ?? 0) + Number(value);
  }
  return counts;
}

/** What came in between two looks; commands that did not are left out. */
export function commandsBetween(before: CommandCounts, after: CommandCounts): CommandCounts {
  return Object.fromEntries(
    Object.entries(after)
      .map(([command, count]) => [command, count - (before[command] ?? 0)] as const)
      .filter(([, count]) => count !== 0),
  );
}

/** The least of each command over several looks: relays and sweepers ask now and then, which only ever adds. */
export function leastOf(looks: readonly CommandCounts[]): CommandCounts {
  const [first = {}, ...rest] = looks;
  const least = Object.keys(first).map((command) => [
    command,
    Math.min(first[command] ?? 0, ...rest.map((look) => look[command] ?? 0)),
  ]);
  return Object.fromEntries(least.filter(([, count]) => count !== 0));
}

export const totalOf = (counts: CommandCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
