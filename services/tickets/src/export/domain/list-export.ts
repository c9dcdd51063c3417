import type { ExportFormat } from '@gridlink/contracts';

/** ABORTED: its asker went away. FAILED: we could not go on. Neither gave out a whole file. */
export type ExportState = 'RUNNING' | 'COMPLETE' | 'ABORTED' | 'FAILED';

/** Who took which list out of the platform: on record before the first row leaves it. */
export type ListExport = {
  readonly id: string;
  readonly list: string;
  readonly format: ExportFormat;
  /** The conditions as they were asked, by name. */
  readonly conditions: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly organization: string | null;
  readonly jurisdiction: string;
  /** Divisions from whose officers it is not hidden: those its asker belongs to. */
  readonly areas: readonly string[];
  readonly requestId: string;
  readonly startedAt: Date;
  /** Rows given out so far. */
  readonly rows: number;
  readonly state: ExportState;
  readonly endedAt: Date | null;
  /** Digest of the whole file, once it is complete. */
  readonly sha256: string | null;
  /** Till when it is taken to be at work without another page. */
  readonly heldUntil: Date;
};

/** Longer than a front lets a client read nothing. */
const HELD_MS = 300_000;

export const heldFrom = (now: Date): Date => new Date(now.getTime() + HELD_MS);

/** What has become of it: one whose process died is not at work any more. */
export const stateAt = ({ state, heldUntil }: Pick<ListExport, 'state' | 'heldUntil'>, now: Date): ExportState =>
  state === 'RUNNING' && heldUntil <= now ? 'FAILED' : state;
