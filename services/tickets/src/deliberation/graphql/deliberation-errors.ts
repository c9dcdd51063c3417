import type { UserError } from '@gridlink/subgraph-kit';
import type { DeliberationState } from '../domain/deliberation.ts';
import type { DeliberationRefusal } from '../domain/refusal.ts';

type Said = { readonly field: readonly string[]; readonly message: string };

/** A name as it was given, which may be anything. */
const shortened = (name: string): string => name.slice(0, 60);
const inAgenda = (index: number, field: string): readonly string[] => ['agenda', String(index), field];
const inAttendees = (index: number): readonly string[] => ['attendees', String(index)];

const STATE_WORDS: Readonly<Record<DeliberationState, string>> = {
  CONVENED: '已召集，尚未开会',
  IN_SESSION: '会议中',
  PUBLISHED: '纪要已公布',
  CANCELLED: '已取消',
};

function inWords(refusal: DeliberationRefusal): Said {
  switch (refusal.kind) {
    case 'NOT_ALLOWED':
      return { field: [], message: '您不能对该议事会执行此操作' };
    case 'DELIBERATION_STATE':
      return { field: ['deliberationId'], message: `该议事会的状态为：${STATE_WORDS[refusal.state]}` };
    case 'STARTS_IN_THE_PAST':
      return { field: ['startsAt'], message: '开会时刻应晚于现在' };
    case 'NOT_STARTED':
      return { field: ['deliberationId'], message: '尚未到开会时刻，会前一小时起方可记录到会' };
    case 'TOO_MANY':
      return { field: [refusal.field], message: `不得超过 ${refusal.most} 项` };
    case 'POSTPONED_ENOUGH':
      return { field: ['deliberationId'], message: `已延期 ${refusal.most} 次，请取消后另行召集` };
    case 'SUBJECT_NEEDED':
      return { field: inAgenda(refusal.index, 'subject'), message: '新议题应填写题目' };
    case 'ONE_SOURCE':
      return {
        field: inAgenda(refusal.index, 'ticketId'),
        message: '一项议题只能来自一条意见建议、一张工单或者一项暂缓议题',
      };
    case 'SUGGESTION_UNKNOWN':
      return {
        field: inAgenda(refusal.index, 'suggestionId'),
        message: '没有该意见建议，或者不在您的管辖范围内',
      };
    case 'SUGGESTION_NOT_ADOPTED':
      return {
        field: inAgenda(refusal.index, 'suggestionId'),
        message: '采纳或者部分采纳的意见建议方可列入议题',
      };
    case 'TICKET_UNKNOWN':
      return { field: inAgenda(refusal.index, 'ticketId'), message: '没有该工单，或者不在您的管辖范围内' };
    case 'DEFERRED_UNKNOWN':
      return { field: inAgenda(refusal.index, 'deferred'), message: '没有该暂缓议题，或者不在您的管辖范围内' };
    case 'NOT_DEFERRED':
      return { field: inAgenda(refusal.index, 'deferred'), message: '只有议决为暂缓的议题方可续议' };
    case 'DEFERRED_ELSEWHERE':
      return { field: inAgenda(refusal.index, 'deferred'), message: '该议题属于其他网格或者区划，不能在本次会议续议' };
    case 'CARRIED_ALREADY':
      return {
        field: inAgenda(refusal.index, 'deferred'),
        message: `该议题已列入议事会 ${shortened(refusal.name)} 续议`,
      };
    case 'ON_AGENDA_ALREADY':
      return { field: inAgenda(refusal.index, 'subject'), message: '该意见建议、工单或者暂缓议题已在议程中' };
    case 'ATTENDEE_NEEDED':
      return {
        field: inAttendees(refusal.index),
        message: '居民应填写姓名或者户号，工作人员应填写人员，单位应填写单位代码，三者只填一项',
      };
    case 'BODY_UNKNOWN':
      return {
        field: inAttendees(refusal.index),
        message: `${shortened(refusal.name)} 不存在、已撤销，或者不属会议所在的区划`,
      };
    case 'INVITED_TWICE':
      return { field: inAttendees(refusal.index), message: '该人员或者单位重复' };
    case 'ATTENDEE_UNKNOWN':
      return { field: ['present'], message: `没有编号为 ${shortened(refusal.name)} 的受邀方` };
    case 'NOBODY_INVITED':
      return { field: ['attendees'], message: '请至少填写一个参会方' };
    case 'NOBODY_PRESENT':
      return { field: ['present'], message: '请至少记录一个到会方' };
    case 'NO_AGENDA':
      return { field: ['deliberationId'], message: '该议事会没有议题，请先增列议题' };
    case 'ITEM_UNKNOWN':
      return { field: ['itemId'], message: '没有该议题' };
    case 'RESOLVED_ALREADY':
      return { field: ['itemId'], message: '该议题已经议决' };
    case 'NO_QUORUM':
      return {
        field: ['itemId'],
        message: `到会 ${refusal.present} 方，未达到法定的 ${refusal.needed} 方，不能议决`,
      };
    case 'VOTES_IMPOSSIBLE':
      return { field: ['votes'], message: `票数不能为负，合计不能超过到会的 ${refusal.present} 方` };
    case 'VOTES_DISAGREE':
      return { field: ['votes'], message: '同意票未多于反对票，不能记为达成一致' };
    case 'ACTIONS_NEEDED':
      return { field: ['actions'], message: '达成一致的，请至少填写一件要办的事' };
    case 'ACTIONS_WITHOUT_AGREEMENT':
      return { field: ['actions'], message: '未达成一致或者暂缓的，不应填写要办的事' };
    case 'PERSONAL_DATA':
      return { field: refusal.field, message: '该内容将公布，不应含有电话号码或者身份证号码' };
    case 'ITEMS_OPEN':
      return { field: ['deliberationId'], message: `尚有 ${refusal.count} 项议题未议决` };
  }
}

/** A refusal as the caller reads it. */
export function deliberationError(refusal: DeliberationRefusal): UserError {
  const article = refusal.kind === 'NO_QUORUM' ? refusal.article : null;
  return { code: refusal.kind, ...inWords(refusal), article };
}
