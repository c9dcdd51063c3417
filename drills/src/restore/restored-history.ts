import type { HistoryLine } from '../history/history-line.ts';

/** What was acknowledged between two instants, milliseconds: after the backup began and before everything was lost. */
export type Gap = { readonly backedUpAt: number; readonly lostAt: number };

const isIn = (line: HistoryLine, { backedUpAt, lostAt }: Gap): boolean =>
  (line.kind === 'ACKNOWLEDGED' || line.kind === 'ACCEPTED') && line.at >= backedUpAt && line.at <= lostAt;

/**
 * A history as a restored platform is held against it: what was acknowledged in the gap may be there or not. What of it is there has
 * to be whole all the same, since the lines of what was found stay.
 */
export const restoredHistory = (lines: readonly HistoryLine[], gap: Gap): HistoryLine[] =>
  lines.filter((line) => !isIn(line, gap));

/** How many reports of the gap are gone: what a backup as old as this one costs. */
export function goneWithTheGap(lines: readonly HistoryLine[], gap: Gap): number {
  const found = new Set(lines.flatMap((line) => (line.kind === 'FOUND' ? [line.externalId] : [])));
  const acknowledged = lines.flatMap((line) =>
    line.kind === 'ACKNOWLEDGED' && isIn(line, gap) && !line.duplicate ? [line.externalId] : [],
  );
  return new Set(acknowledged.filter((externalId) => !found.has(externalId))).size;
}
