import { type Deliberation, type ResolutionOutcome, turnoutOf } from '../../deliberation/domain/deliberation.ts';
import { type Column, fieldsOf, type Names, named } from './column.ts';

export type MeetingWords = {
  readonly names: Names;
  /** What such meetings are called there. */
  readonly hall: (row: Deliberation) => string;
};

const STATES: Readonly<Record<Deliberation['state'], string>> = {
  CONVENED: '已召集',
  IN_SESSION: '会议中',
  PUBLISHED: '纪要已公布',
  CANCELLED: '已取消',
};

const meeting = fieldsOf('Deliberation');
const item = (...fields: readonly string[]) => [...meeting('agenda'), ...fieldsOf('AgendaItem')(...fields)];
const resolution = (field: string) => [...item('resolution'), `AgendaResolution.${field}`];
const turnout = (field: string) => [...meeting('turnout'), `DeliberationTurnout.${field}`];
const attendee = (field: string) => [...meeting('attendees'), `DeliberationAttendee.${field}`];

const countOf = ({ agenda }: Deliberation, outcome: ResolutionOutcome): number =>
  agenda.filter((each) => each.resolution?.outcome === outcome).length;

/** Bodies that are invited, each once. */
export const invitedBodies = ({ attendees }: Deliberation): readonly string[] => [
  ...new Set(
    attendees.flatMap(({ organization, invited }) => (invited && organization !== null ? [organization] : [])),
  ),
];

/** A list of meetings as a table. Residents and staff are counted in it: it holds no person's name, not even for whoever reads it in the graph. */
export const MEETING_COLUMNS: readonly Column<Deliberation, MeetingWords>[] = [
  { head: '编号', shows: meeting('code'), cell: ({ code }) => code },
  { head: '会议称谓', shows: meeting('hall'), cell: (row, { hall }) => hall(row) },
  { head: '会议名称', shows: meeting('title'), cell: ({ title }) => title },
  { head: '状态', shows: meeting('state'), cell: ({ state }) => STATES[state] },
  { head: '区划代码', shows: meeting('division'), cell: ({ division }) => division },
  { head: '网格代码', shows: meeting('grid'), cell: ({ gridCode }) => gridCode },
  { head: '地点', shows: meeting('venue'), cell: ({ venue }) => venue },
  { head: '召集时刻', shows: meeting('convenedAt'), cell: ({ convenedAt }) => convenedAt },
  { head: '开会时刻', shows: meeting('startsAt'), cell: ({ startsAt }) => startsAt },
  { head: '延期次数', shows: meeting('postponements'), cell: ({ postponements }) => postponements.length },
  { head: '议题数', shows: meeting('agenda'), cell: ({ agenda }) => agenda.length },
  {
    head: '议题',
    shows: item('subject'),
    cell: ({ agenda }) => agenda.map(({ subject }, index) => `${index + 1}. ${subject}`).join('；'),
  },
  { head: '达成一致', shows: resolution('outcome'), cell: (row) => countOf(row, 'AGREED') },
  { head: '未达成一致', shows: resolution('outcome'), cell: (row) => countOf(row, 'NOT_AGREED') },
  { head: '暂缓议决', shows: resolution('outcome'), cell: (row) => countOf(row, 'DEFERRED') },
  {
    head: '决定办理的事项数',
    shows: resolution('actions'),
    cell: ({ agenda }) => agenda.reduce((sum, each) => sum + (each.resolution?.actions.length ?? 0), 0),
  },
  { head: '受邀方数', shows: turnout('invited'), cell: (row) => turnoutOf(row).invited },
  { head: '到会方数', shows: turnout('present'), cell: (row) => turnoutOf(row).present },
  { head: '受邀未到会', shows: turnout('absent'), cell: (row) => turnoutOf(row).absent },
  {
    head: '受邀单位',
    shows: attendee('organization'),
    cell: (row, words) =>
      invitedBodies(row)
        .map((body) => named(body, words))
        .join('、'),
  },
  {
    head: '取消理由',
    shows: [...meeting('cancelled'), 'DeliberationStep.words'],
    cell: ({ cancelled }) => cancelled?.words ?? null,
  },
  {
    head: '纪要公布时刻',
    shows: [...meeting('minutes'), 'DeliberationMinutes.published', 'PublishedMinutes.publishedAt'],
    cell: ({ minutes }) => minutes?.publishedAt ?? null,
  },
  {
    head: '会议情况',
    shows: [...meeting('minutes'), 'DeliberationMinutes.published', 'PublishedMinutes.summary'],
    cell: ({ minutes }) => minutes?.published.summary ?? null,
  },
  {
    head: '纪要摘要（SHA-256）',
    shows: [...meeting('minutes'), 'DeliberationMinutes.hash'],
    cell: ({ minutes }) => minutes?.hash ?? null,
  },
];
