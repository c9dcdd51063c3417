import type { UserError } from '@gridlink/subgraph-kit';
import type { PreferenceProblem } from '../use-cases/set-preferences.ts';

const ERRORS: Readonly<Record<PreferenceProblem, UserError>> = {
  KIND_ALWAYS_ON: { code: 'KIND_ALWAYS_ON', field: ['inAppOff'], message: '应急警报不能关闭' },
  MAIL_KIND_ALWAYS_ON: { code: 'MAIL_KIND_ALWAYS_ON', field: ['mail', 'off'], message: '应急警报邮件不能关闭' },
  MAIL_NOT_OFFERED: { code: 'MAIL_NOT_OFFERED', field: ['mail'], message: '本平台未开通邮件' },
  MAIL_FOR_PEOPLE_ONLY: { code: 'MAIL_FOR_PEOPLE_ONLY', field: ['mail'], message: '程序不接收邮件，请登记回调' },
  ADDRESS_INVALID: { code: 'ADDRESS_INVALID', field: ['mail', 'address'], message: '邮箱地址无效' },
  ADDRESS_OUTSIDE: { code: 'ADDRESS_OUTSIDE', field: ['mail', 'address'], message: '只能使用本平台允许的单位邮箱' },
  QUIET_HOURS_INVALID: { code: 'QUIET_HOURS_INVALID', field: ['mail', 'quietHours'], message: '时刻应写作 08:00' },
  QUIET_HOURS_EMPTY: {
    code: 'QUIET_HOURS_EMPTY',
    field: ['mail', 'quietHours'],
    message: '免打扰时段的开始和结束不能相同',
  },
  QUIET_HOURS_AND_ANY_HOUR: {
    code: 'QUIET_HOURS_AND_ANY_HOUR',
    field: ['mail', 'atAnyHour'],
    message: '免打扰时段与随时发送只能选其一',
  },
  CODE_JUST_SENT: {
    code: 'CODE_JUST_SENT',
    field: ['mail', 'address'],
    message: '一分钟内只发送一次验证码，请稍后再更换邮箱',
  },
  DIGEST_TIME_INVALID: { code: 'DIGEST_TIME_INVALID', field: ['mail', 'digestAt'], message: '汇总时刻应写作 17:30' },
};

/** A problem as the caller reads it. */
export const preferenceError = (problem: PreferenceProblem): UserError => ERRORS[problem];
