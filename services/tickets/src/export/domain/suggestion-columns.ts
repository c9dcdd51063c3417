import { lastAnswer, type Suggestion } from '../../suggestion/domain/suggestion.ts';
import { type Column, fieldsOf, type Names, named } from './column.ts';

type Words = { readonly names: Names };

const STATES: Readonly<Record<Suggestion['state'], string>> = {
  OPEN: '待答复',
  ANSWERED: '已答复',
  SATISFIED: '提出人满意',
  UNSATISFIED: '提出人不满意，须再次答复',
};
const OUTCOMES: Readonly<Record<Suggestion['answers'][number]['outcome'], string>> = {
  ADOPTED: '采纳',
  PARTLY_ADOPTED: '部分采纳',
  NOTED: '留作参考',
  NOT_ADOPTED: '不予采纳',
};

const suggestion = fieldsOf('Suggestion');
const answer = (...fields: readonly string[]) => [...suggestion('answers'), ...fieldsOf('SuggestionAnswer')(...fields)];
const place = (field: string) => [...suggestion('place'), `TicketPlace.${field}`];
const suggester = (field: string) => [...suggestion('suggester'), `TicketReporter.${field}`];

/** A list of suggestions as a table: what the list shows in the graph, whoever made them masked as there. */
export const SUGGESTION_COLUMNS: readonly Column<Suggestion, Words>[] = [
  { head: '编号', shows: suggestion('code'), cell: ({ code }) => code },
  { head: '主题', shows: suggestion('subject'), cell: ({ subject }) => subject },
  { head: '内容', shows: suggestion('text'), cell: ({ text }) => text },
  { head: '诉求类别', shows: suggestion('topic'), cell: ({ topic }) => topic },
  { head: '状态', shows: suggestion('state'), cell: ({ state }) => STATES[state] },
  { head: '区划代码', shows: suggestion('division'), cell: ({ division }) => division },
  { head: '网格代码', shows: suggestion('grid'), cell: ({ gridCode }) => gridCode },
  { head: '地址', shows: place('address'), cell: (row) => row.place.address },
  { head: '经度（GCJ-02）', shows: place('longitude'), cell: (row) => row.place.point?.longitude ?? null },
  { head: '纬度（GCJ-02）', shows: place('latitude'), cell: (row) => row.place.point?.latitude ?? null },
  { head: '归口的网格中心', shows: suggestion('center'), cell: ({ center }, words) => named(center, words) },
  { head: '应当答复的单位', shows: suggestion('answerer'), cell: ({ answerer }, words) => named(answerer, words) },
  { head: '转交次数', shows: suggestion('handOns'), cell: ({ handOns }) => handOns.length },
  { head: '提出人（脱敏）', shows: suggester('name'), cell: (row) => row.suggester.maskedName },
  { head: '电话（脱敏）', shows: suggester('phone'), cell: (row) => row.suggester.maskedPhone },
  { head: '收到时刻', shows: suggestion('receivedAt'), cell: ({ receivedAt }) => receivedAt },
  { head: '答复截止时刻', shows: suggestion('answerBy'), cell: ({ answerBy }) => answerBy },
  { head: '发现逾期时刻', shows: suggestion('overdueAt'), cell: ({ overdueAt }) => overdueAt },
  { head: '答复次数', shows: suggestion('answers'), cell: ({ answers }) => answers.length },
  {
    head: '最近一次答复的结论',
    shows: suggestion('outcome'),
    cell: (row) => {
      const last = lastAnswer(row);
      return last && OUTCOMES[last.outcome];
    },
  },
  {
    head: '最近一次答复',
    shows: [...answer('step'), 'SuggestionStep.words'],
    cell: (row) => lastAnswer(row)?.step.words ?? null,
  },
  {
    head: '最近一次答复时刻',
    shows: [...answer('step'), 'SuggestionStep.at'],
    cell: (row) => lastAnswer(row)?.step.at ?? null,
  },
];
