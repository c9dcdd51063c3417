import type { Pack } from '@gridlink/jurisdiction';
import type { CommandName } from '../../ticket/domain/commands.ts';
import type { Before, FieldEntry, FieldError } from './field-batch.ts';

/** An entry as it was sent: which commands it names, and what of its command's input only the entry may say. */
export type SentEntry = {
  readonly id: string;
  readonly commands: readonly CommandName[];
  readonly about: string | null;
  readonly saidTwice: readonly string[];
};

export type SentBatch = { readonly deviceId: string; readonly batchId: string; readonly entries: readonly SentEntry[] };

/** More is more than one day's work of one person, and longer than a request should last. */
export const MOST_ENTRIES = 100;

/** Long enough that nobody guesses it: with it a lost answer can be asked for again. */
const ID = /^[A-Za-z0-9_-]{16,64}$/;

type Problem = Omit<FieldError, 'article'>;

const idProblems = (field: readonly string[], id: string): readonly Problem[] =>
  ID.test(id) ? [] : [{ code: 'INVALID_ID', field, message: '编号应为 16 至 64 位字母、数字、下划线或连字符' }];

function entryProblems({ id, commands, about, saidTwice }: SentEntry, index: number, earlier: readonly SentEntry[]) {
  const at = (...more: readonly string[]): readonly string[] => ['entries', String(index), ...more];
  const [command] = commands;
  const reports = earlier.filter((entry) => entry.commands.includes('reportTicket')).map((entry) => entry.id);
  const problems: Problem[] = [...idProblems(at('id'), id)];
  if (earlier.some((entry) => entry.id === id)) {
    problems.push({ code: 'ENTRY_TWICE', field: at('id'), message: '同一批次中编号重复' });
  }
  if (commands.length !== 1 || command === undefined) {
    problems.push({ code: 'ONE_COMMAND', field: at(), message: '每条记录应当且只能有一项操作' });
  } else {
    for (const name of saidTwice) {
      problems.push({ code: 'SAID_TWICE', field: at(command, name), message: '请只在记录上填写，不在操作内填写' });
    }
  }
  return { problems, refersAhead: about !== null && !reports.includes(about) ? about : null, at };
}

/** What is wrong with a batch as a whole; nothing of such a batch is done. */
export function batchProblems({ deviceId, batchId, entries }: SentBatch): readonly Problem[] {
  const ids = [...idProblems(['deviceId'], deviceId), ...idProblems(['batchId'], batchId)];
  if (entries.length === 0 || entries.length > MOST_ENTRIES) {
    return [...ids, { code: 'ENTRY_COUNT', field: ['entries'], message: `一个批次应有 1 至 ${MOST_ENTRIES} 条记录` }];
  }
  const own = new Set(entries.map(({ id }) => id));
  return [
    ...ids,
    ...entries.flatMap((entry, index) => {
      const { problems, refersAhead, at } = entryProblems(entry, index, entries.slice(0, index));
      if (refersAhead === null || !own.has(refersAhead)) return problems;
      const message = '所引用的本批次记录应当是在前的上报';
      return [...problems, { code: 'NOT_A_REPORT_BEFORE', field: at('ticketId'), message }];
    }),
  ];
}

const DAY_MS = 86_400_000;

/** What is wrong with the instant an entry says it was made. */
export function madeAtProblems(
  { madeAt }: Pick<FieldEntry, 'madeAt'>,
  { notBefore }: Pick<Before, 'notBefore'>,
  { pack, now }: { readonly pack: Pack; readonly now: Date },
): readonly Problem[] {
  const field = ['madeAt'];
  const days = pack.limits.offline.acceptedWithinDays;
  if (madeAt > now) return [{ code: 'IN_THE_FUTURE', field, message: '作出时刻不能晚于现在' }];
  if (now.getTime() - madeAt.getTime() > days * DAY_MS) {
    return [{ code: 'TOO_LONG_AGO', field, message: `作出时刻应在 ${days} 天之内` }];
  }
  return notBefore !== null && madeAt < notBefore
    ? [{ code: 'OUT_OF_ORDER', field, message: '同一工单的记录应当按作出的先后排列' }]
    : [];
}
