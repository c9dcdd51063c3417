import { ROLES } from '@gridlink/contracts';

/** Short heads of the matrix's columns; a new role has to be given one. */
export const ROLE_HEADS: Readonly<Record<(typeof ROLES)[number], string>> = {
  PUBLIC: '公众',
  GRID_WORKER: '网格员',
  GRID_LEADER: '网格长',
  MICRO_LEADER: '微网格长',
  INSTRUCTOR: '指导员',
  TOWN_OPERATOR: '乡镇',
  COUNTY_COORDINATOR: '县级',
  CITY_COORDINATOR: '市级',
  PLATFORM_OPERATOR: '平台',
  DEPARTMENT_OFFICER: '部门经办',
  DEPARTMENT_LEAD: '部门负责',
  SERVICE_UNIT: '服务单位',
  HOST_UNIT: '依托单位',
  SURVEYOR: '勘界',
  DATA_STEWARD: '数据',
  DISCIPLINE_INSPECTOR: '纪检',
  AUDITOR: '审计',
  ADMIN: '管理员',
};

/** PUBLIC is nobody's role in a list: what the public may read says ANYONE. */
export const COLUMNS = ROLES;

const holds = (role: (typeof ROLES)[number], access: readonly string[]): boolean =>
  access.includes('ANYONE') || access.includes(role) || (access.includes('SIGNED_IN') && role !== 'PUBLIC');

/** One mark a column: who may read what this list opens. */
export const marksOf = (access: readonly string[]): string[] => COLUMNS.map((role) => (holds(role, access) ? '●' : ''));

/** A list in words, in the order of the columns. */
export const accessWords = (access: readonly string[]): string => {
  if (access.includes('ANYONE')) return '任何人 anyone';
  if (access.includes('SIGNED_IN')) return '任何账号 any account';
  return COLUMNS.filter((role) => access.includes(role))
    .map((role) => `${ROLE_HEADS[role]} ${role}`)
    .join('、');
};
