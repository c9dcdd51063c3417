import type { UserError } from '@gridlink/subgraph-kit';
import type { ConfirmationProblem } from '../use-cases/confirm-mail-address.ts';

const ERRORS: Readonly<Record<ConfirmationProblem, UserError>> = {
  NO_ADDRESS: { code: 'NO_ADDRESS', field: ['code'], message: '尚未登记邮箱' },
  CODE_EXPIRED: { code: 'CODE_EXPIRED', field: ['code'], message: '验证码已过期，请重新登记邮箱以获取新码' },
  CODE_TRIED_TOO_OFTEN: {
    code: 'CODE_TRIED_TOO_OFTEN',
    field: ['code'],
    message: '验证码输错次数过多，请重新登记邮箱以获取新码',
  },
  CODE_WRONG: { code: 'CODE_WRONG', field: ['code'], message: '验证码不正确' },
};

/** A problem as the caller reads it. */
export const confirmationError = (problem: ConfirmationProblem): UserError => ERRORS[problem];
