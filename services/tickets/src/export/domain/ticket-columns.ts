import { currentAssignments } from '../../ticket/domain/effects.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import type { TicketSource } from '../../ticket/domain/vocabulary.ts';
import { type Column, fieldsOf, type Names, named } from './column.ts';

export type TicketWords = {
  readonly names: Names;
  readonly stage: (row: ExportedTicket) => string;
};

export type ExportedTicket = Omit<TicketState, 'timeline'> & { readonly late: boolean; readonly dueAt: Date | null };

const SOURCES: Readonly<Record<TicketSource, string>> = {
  PATROL: '网格巡查发现',
  PUBLIC_CHANNEL: '公众渠道反映',
  DEPARTMENT: '部门移交',
  SUPERIOR: '上级交办或跨区域移交',
  HOST_UNIT: '专属网格内单位上报',
  OTHER: '其他途径',
};
const SEVERITIES: Readonly<Record<TicketState['severity'], string>> = { NORMAL: '一般', MAJOR: '重大', URGENT: '紧急' };

/** Units of the round that is on, each once. */
export const unitsOf = (row: ExportedTicket): readonly string[] => [
  ...new Set(currentAssignments(row).map(({ unit }) => unit)),
];

const ticket = fieldsOf('Ticket');
const place = (field: string): readonly string[] => [...ticket('place'), `TicketPlace.${field}`];
const reporter = (field: string): readonly string[] => [...ticket('reporter'), `TicketReporter.${field}`];

/** A list of tickets as a table: what the list shows in the graph, its reporters masked as there. */
export const TICKET_COLUMNS: readonly Column<ExportedTicket, TicketWords>[] = [
  { head: '工单号', shows: ticket('code'), cell: ({ code }) => code },
  { head: '标题', shows: ticket('title'), cell: ({ title }) => title },
  { head: '内容', shows: ticket('text'), cell: ({ text }) => text },
  { head: '来源', shows: ticket('source'), cell: ({ source }) => SOURCES[source] },
  { head: '环节', shows: ticket('stageLabel'), cell: (row, { stage }) => stage(row) },
  { head: '严重程度', shows: ticket('severity'), cell: ({ severity }) => SEVERITIES[severity] },
  { head: '事项代码', shows: ticket('itemCode'), cell: ({ item }) => item?.code ?? null },
  { head: '事项名称', shows: ticket('itemTitle'), cell: ({ item }) => item?.title ?? null },
  { head: '区划代码', shows: ticket('division'), cell: ({ division }) => division },
  { head: '网格代码', shows: ticket('grid'), cell: ({ gridCode }) => gridCode },
  { head: '地址', shows: place('address'), cell: (row) => row.place.address },
  { head: '经度（GCJ-02）', shows: place('longitude'), cell: (row) => row.place.point?.longitude ?? null },
  { head: '纬度（GCJ-02）', shows: place('latitude'), cell: (row) => row.place.point?.latitude ?? null },
  { head: '持有中心', shows: ticket('holder'), cell: ({ holder }, words) => named(holder, words) },
  {
    head: '承办单位',
    shows: ticket('units'),
    cell: (row, words) =>
      unitsOf(row)
        .map((unit) => named(unit, words))
        .join('、'),
  },
  { head: '反映人（脱敏）', shows: reporter('name'), cell: (row) => row.reporter.maskedName },
  { head: '电话（脱敏）', shows: reporter('phone'), cell: (row) => row.reporter.maskedPhone },
  { head: '上报时刻', shows: ticket('reportedAt'), cell: ({ reportedAt }) => reportedAt },
  { head: '到期时刻', shows: ticket('dueAt'), cell: ({ dueAt }) => dueAt },
  { head: '结束时刻', shows: ticket('closedAt'), cell: ({ closedAt }) => closedAt },
  { head: '逾期', shows: ticket('late'), cell: ({ late }) => late },
  { head: '办理轮次', shows: ticket('round'), cell: ({ round }) => round },
  { head: '虚假办结次数', shows: ticket('falseClosures'), cell: ({ falseClosures }) => falseClosures },
];
