import type { UserError } from '@gridlink/subgraph-kit';
import type { ItemField, ItemListRefusal } from '../domain/refusal.ts';

const FIELDS: Readonly<Record<ItemField, string>> = {
  code: '代码须为大写字母开头的大写字母、数字与下划线，最多 60 个字符',
  category: '类别不在法规规定的类别之内',
  title: '名称须为 1 到 80 个字，不得含不可见字符',
  leadFunction: '牵头部门的职能不存在',
  guidingFunction: '指导部门的职能不存在',
  topics: '分类最多 30 个，每个 1 到 40 个字，不得含不可见字符',
};

const LEVELS = { PROVINCE: '省级', CITY: '市级', COUNTY: '县级', TOWN: '乡级', VILLAGE: '村级' } as const;

/** A refusal in words, with the field it is about and, where the law refuses, the article. */
export function itemListError(refusal: ItemListRefusal): UserError {
  const error = { code: refusal.kind, article: null };
  switch (refusal.kind) {
    case 'ITEM_COUNT':
      return { ...error, field: ['items'], message: `清单须有 1 到 ${refusal.most} 个事项` };
    case 'BAD_ITEM': {
      const field = ['items', String(refusal.row), refusal.field];
      return {
        ...error,
        field,
        message: `第 ${refusal.row + 1} 项（${refusal.value.slice(0, 40)}）：${FIELDS[refusal.field]}`,
      };
    }
    case 'REPEATED_ITEM': {
      const field = ['items', String(refusal.row), 'code'];
      return { ...error, field, message: `第 ${refusal.row + 1} 项：代码 ${refusal.code} 重复` };
    }
    case 'RESERVED_ACT': {
      const field = ['items', String(refusal.row), 'title'];
      const message = `第 ${refusal.row + 1} 项“${refusal.title.slice(0, 80)}”属于“${refusal.act}”，不得列入事项清单，不得交由网格人员办理`;
      return { code: refusal.kind, field, message, article: refusal.article };
    }
    case 'DIVISION_UNKNOWN':
      return { ...error, field: ['division'], message: `区划 ${refusal.division.slice(0, 20)} 不在该法域或不存在` };
    case 'NOT_THE_MAKER': {
      const message = `事项清单由${refusal.madeBy.map((level) => LEVELS[level]).join('或')}制定；该区划的清单可由 ${refusal.roles.join('、')} 公布`;
      return { code: refusal.kind, field: ['division'], message, article: refusal.article };
    }
    case 'BEFORE_NEWEST':
      return {
        ...error,
        field: ['effectiveFrom'],
        message: `生效时间不能早于最新版本的生效时间 ${refusal.newest.toISOString()}`,
      };
    case 'TOO_FAR_AHEAD':
      return { ...error, field: ['effectiveFrom'], message: '生效时间应在五年之内' };
    case 'BEFORE_TODAY':
      return { ...error, field: ['effectiveFrom'], message: '新版本的生效时间不能早于今天：已执行过的清单不得改写' };
  }
}
