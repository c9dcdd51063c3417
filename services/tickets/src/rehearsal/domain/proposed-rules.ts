import type { Severity } from '@gridlink/contracts';
import {
  createNationalCalendar,
  createWorkingCalendar,
  type HolidayNotice,
  type Limit,
  type Pack,
  type WorkingCalendar,
} from '@gridlink/jurisdiction';

export const PROPOSED_STEPS = {
  ACCEPT: 'accept',
  DISPATCH: 'dispatch',
  REPORT_IN: 'reportIn',
  HANDLE: 'handle',
  REWORK: 'rework',
  FIELD_CHECK: 'fieldCheck',
  FEED_BACK: 'feedBack',
  VERIFY: 'verify',
  EXPLAIN: 'explain',
  SUPERVISE: 'supervise',
} as const;
export type ProposedStep = keyof typeof PROPOSED_STEPS;

/** What is to be tried: each part left out stays as it is. */
export type Proposal = {
  readonly limits: readonly { readonly step: ProposedStep; readonly severity: Severity; readonly limit: Limit }[];
  readonly officeWindows: readonly { readonly from: string; readonly to: string }[] | null;
  readonly localDaysOff: readonly { readonly date: string; readonly label: string }[] | null;
  /** Another notice for a year, in the place of the one in force. */
  readonly holidays: Pick<HolidayNotice, 'year' | 'holidays'> | null;
};

export type ProposedRules = { readonly pack: Pack; readonly calendar: WorkingCalendar };

type Steps = Pack['limits']['steps'];

function withLimit(steps: Steps, { step, severity, limit }: Proposal['limits'][number]): Steps {
  const name = PROPOSED_STEPS[step];
  if (name !== 'handle') return { ...steps, [name]: { ...steps[name], [severity]: limit } };
  return { ...steps, handle: { ...steps.handle, [severity]: { ...steps.handle[severity], default: limit } } };
}

const PROPOSED = { title: '试算', number: '试算', issuedOn: '', version: 0 } as const;

/** The pack and calendar of now with a proposal put in. */
export function proposedRules(pack: Pack, notices: readonly HolidayNotice[], proposal: Proposal): ProposedRules {
  const { limits, officeWindows, localDaysOff, holidays } = proposal;
  const { calendar } = pack.limits;
  const proposed: Pack = {
    ...pack,
    limits: {
      ...pack.limits,
      steps: limits.reduce(withLimit, pack.limits.steps),
      calendar: {
        ...calendar,
        officeWindows: officeWindows ?? calendar.officeWindows,
        localDaysOff: localDaysOff ?? calendar.localDaysOff,
      },
    },
  };
  const others = notices.filter(({ year }) => year !== holidays?.year);
  const country = createNationalCalendar(holidays === null ? notices : [...others, { ...PROPOSED, ...holidays }]);
  return { pack: proposed, calendar: createWorkingCalendar(proposed, country) };
}
