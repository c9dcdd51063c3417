import type { PeriodReport } from '../domain/period-report.ts';

/** Frozen reports: added once, never changed. */
export type PeriodReportStore = {
  /** False where the area's period has one. */
  add(report: PeriodReport): Promise<boolean>;
  find(id: string): Promise<PeriodReport | null>;
  newest(list: {
    readonly jurisdiction: string;
    readonly area: string;
    readonly most: number;
  }): Promise<readonly PeriodReport[]>;
};
