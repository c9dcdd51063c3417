import type { UserError } from '@gridlink/subgraph-kit';
import type { AccountRefusal } from '../domain/open-account.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from '../domain/password-policy.ts';

function inWords(refusal: AccountRefusal): { readonly field: string; readonly message: string } {
  switch (refusal.kind) {
    case 'BAD_LOGIN':
      return { field: 'login', message: '登录名应为 3 至 60 位小写字母、数字、点或横线，首尾为字母或数字' };
    case 'WEAK_PASSWORD':
      return {
        field: 'password',
        message: `密码应为 ${PASSWORD_MIN} 至 ${PASSWORD_MAX} 位，不得包含登录名，不得只用少数几种字符`,
      };
    case 'LOGIN_TAKEN':
      return { field: 'login', message: `登录名 ${refusal.login} 已被使用` };
    case 'ROLE_ABOVE_OWN':
      return { field: 'roles', message: `不能授予高于自己的角色：${refusal.roles.join('、')}` };
    case 'ROLE_BY_APPOINTMENT':
      return { field: 'roles', message: `网格岗位角色由任职产生，不能直接授予：${refusal.roles.join('、')}` };
    case 'ROLE_NOT_GIVEN':
      return { field: 'roles', message: `角色 ${refusal.role} 不可授予` };
    case 'NO_ROLE':
      return { field: 'roles', message: '未对应人员的账号至少须有一个角色' };
    case 'DIVISION_NEEDED':
      return { field: 'division', message: `角色 ${refusal.roles.join('、')} 须有管辖区划` };
    case 'ORGANIZATION_NEEDED':
      return { field: 'organization', message: `角色 ${refusal.roles.join('、')} 须有所代表的机构` };
    case 'NO_PERSON':
      return { field: 'personId', message: '未找到该人员，或其档案不在您的管辖范围内' };
    case 'NO_ORGANIZATION':
      return { field: 'organization', message: `未找到机构 ${refusal.organization}，或已撤销` };
    case 'NOT_A_DIVISION':
      return { field: 'division', message: `区划代码应为 12 位数字，收到“${refusal.division}”` };
    case 'UNKNOWN_JURISDICTION':
      return { field: 'jurisdiction', message: `没有法规包 ${refusal.jurisdiction}` };
    case 'JURISDICTIONS_DISAGREE':
      return { field: 'jurisdiction', message: '区划、机构、人员与法规包不属于同一地区' };
    case 'OUTSIDE_SCOPE':
      return { field: 'division', message: '账号的区划、机构或人员不在您的管辖范围内' };
  }
}

export const accountErrors = (refusals: readonly AccountRefusal[]): UserError[] =>
  refusals.map((refusal) => {
    const { field, message } = inWords(refusal);
    return { code: refusal.kind, field: ['input', field], message };
  });
