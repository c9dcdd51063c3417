import type { Severity } from '@gridlink/contracts';
import type { CoordinateSystem } from '@gridlink/geo-index';
import type { ReportChannel, TicketSource } from '../domain/vocabulary.ts';
import type { EvidenceGiven } from './check-text.ts';

/** A report as it is sent. */
export type ReportInput = {
  readonly source: TicketSource;
  readonly channel?: ReportChannel | null;
  readonly title: string;
  readonly text: string;
  readonly division?: string | null;
  readonly place: {
    readonly address?: string | null;
    readonly longitude?: number | null;
    readonly latitude?: number | null;
    readonly system?: CoordinateSystem | null;
  };
  readonly topic?: string | null;
  readonly itemCode?: string | null;
  readonly severity?: Severity | null;
  readonly reporter?: {
    readonly anonymous?: boolean | null;
    readonly name?: string | null;
    readonly phone?: string | null;
  } | null;
  readonly foundAt?: Date | null;
  readonly receivedAt?: Date | null;
  readonly evidence?: readonly EvidenceGiven[] | null;
  readonly externalId?: string | null;
  readonly idempotencyKey?: string | null;
};
