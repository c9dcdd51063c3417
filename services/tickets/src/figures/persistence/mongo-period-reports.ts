import { unlessTaken } from '@gridlink/event-bus';
import type { Db } from 'mongodb';
import type { PeriodReport } from '../domain/period-report.ts';
import type { PeriodReportStore } from '../use-cases/period-report-store.ts';

type ReportDocument = Omit<PeriodReport, 'id'> & { readonly _id: string };

const toReport = ({ _id, ...report }: ReportDocument): PeriodReport => ({ id: _id, ...report });

export const reportFilter = (jurisdiction: string, area: string) => ({ jurisdiction, areas: area });

/** Reports in MongoDB; nothing here updates one. */
export function createPeriodReports(db: Db): PeriodReportStore & { ensureIndexes(): Promise<void> } {
  const reports = db.collection<ReportDocument>('period_reports');
  return {
    async ensureIndexes() {
      await reports.createIndex({ jurisdiction: 1, areas: 1, closedAt: -1, _id: 1 }, { name: 'of-an-area' });
    },
    add: ({ id, ...report }) => unlessTaken(reports.insertOne({ _id: id, ...report })),
    async find(id) {
      const found = await reports.findOne({ _id: id });
      return found ? toReport(found as ReportDocument) : null;
    },
    async newest({ jurisdiction, area, most }) {
      const rows = await reports
        .find(reportFilter(jurisdiction, area), { sort: { closedAt: -1, _id: 1 }, limit: most, batchSize: most + 1 })
        .toArray();
      return (rows as ReportDocument[]).map(toReport);
    },
  };
}
