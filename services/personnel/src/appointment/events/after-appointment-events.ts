import { type AppointmentSnapshot, appointmentEnded, appointmentMade } from '@gridlink/contracts';
import type { EventHandler } from '@gridlink/event-bus';
import type { RefreshStaffing } from '../../staffing/use-cases/refresh-staffing.ts';

export type AfterAppointmentEventsDeps = {
  readonly refreshStaffing: RefreshStaffing;
  /** Makes every token of the person's accounts be refused, so that roles that ended end at once. */
  readonly renewTokensOf: (personId: string, now: Date) => Promise<void>;
  readonly now: () => Date;
};

/** Own events, so that what a crash left between a write and its consequences is made up for. */
export function afterAppointmentEvents(deps: AfterAppointmentEventsDeps): Readonly<Record<string, EventHandler>> {
  const recount = async ({ gridId }: AppointmentSnapshot): Promise<void> => {
    if (gridId !== undefined) await deps.refreshStaffing([gridId], deps.now());
  };
  return {
    [appointmentMade.type]: async ({ data }) => {
      const { appointment } = appointmentMade.data.parse(data) as { appointment: AppointmentSnapshot };
      await recount(appointment);
    },
    [appointmentEnded.type]: async ({ data }) => {
      const { appointment } = appointmentEnded.data.parse(data) as { appointment: AppointmentSnapshot };
      await recount(appointment);
      await deps.renewTokensOf(appointment.personId, deps.now());
    },
  };
}
