import type { UserError } from '@gridlink/subgraph-kit';
import type { CiteSharing, SharingRule } from '../../law/cite-sharing.ts';
import type { ResourceRefusal } from '../use-cases/publish-resource.ts';

const MESSAGES: Readonly<Record<ResourceRefusal['code'], string>> = {
  TITLE: '名称须为 1 至 120 字，不得含控制字符或不可见字符',
  DESCRIPTION: '说明不超过 2000 字，不得含控制字符或不可见字符',
  FIELD_COUNT: '数据项须为 1 至 60 项',
  FIELD_NAME: '数据项英文名须为小写字母开头的字母数字（最多 40 字），并有不超过 60 字、不含不可见字符的中文名',
  FIELD_TWICE: '数据项英文名重复',
  ONE_KEY_FIELD: '须且仅须指定一个主键（keyField）',
  AREA_FIELD: '所属区域（areaField）至多一项，类型须为 DIVISION 或 GRID',
  UNCONDITIONAL_PERSONAL: '含敏感或个人信息的数据资源不得无条件共享，请改为有条件共享',
  RULE_FIELD: '质量规则所指数据项不存在',
  RULE_BOUNDS: '质量规则的取值或上下限不完整或不合规',
  RETURNS_WITHOUT_GRID: '向网格回流须有 GRID 类型的所属区域',
  FIELD_MISSING: '已有数据项不得删除，可另行编目',
  FIELD_TYPE_FIXED: '已有数据项的类型不得更改，可另行编目',
  KEY_FIXED: '主键不得更改，可另行编目',
  AREA_FIXED: '所属区域不得更改，可另行编目',
  NAME: '名称代码须为 2 至 40 位大写字母、数字或下划线，首位为字母',
  NAME_TAKEN: '本机构已有同名数据资源且申报内容不同，请用 reviseResource 修订',
  ALREADY_RETIRED: '该数据资源已停止共享',
  REASON: '须写明理由（不超过 500 字，不得含不可见字符）',
};

/** Refusals that rest on the law's duty to keep data safe. */
const GROUNDS: Readonly<Partial<Record<ResourceRefusal['code'], SharingRule>>> = {
  UNCONDITIONAL_PERSONAL: 'security',
};

export const resourceErrors = (refusals: readonly ResourceRefusal[], cite: CiteSharing): UserError[] =>
  refusals.map(({ code, field }) => {
    const ground = GROUNDS[code];
    return { code, field, message: MESSAGES[code], article: ground ? cite(ground) : null };
  });
