import { eventually } from '@gridlink/test-kit';
import type { TestBroker } from './broker.ts';
import { type Exchange, ticketEvent } from './exchange.ts';
import { open, type Program, startProgram } from './program.ts';

/** What happens to tickets, and what departments read of it. */
export function feedStory(exchange: () => Exchange, broker: () => TestBroker) {
  const programs: Program[] = [];
  let tickets = 0;

  /** A department asks for credentials once and keeps them; `anew` after a feed was closed. */
  const kept = new Map<string, ReturnType<typeof open>>();
  const credentialsOf = (who: unknown, organization: string, anew: boolean) => {
    const known = anew ? undefined : kept.get(organization);
    const opened = known ?? open(exchange(), who, organization);
    kept.set(organization, opened);
    return opened;
  };
  const reading = async (who: unknown, organization: string, { anew } = { anew: false }): Promise<Program> => {
    const program = await startProgram(broker(), await credentialsOf(who, organization, anew));
    programs.push(program);
    return program;
  };
  const unit = (organization: string) => ({ organization, part: 'LEAD', state: 'WORKING' }) as const;
  /** Tells of a ticket that concerns the units; its code. */
  const happens = async (...units: string[]): Promise<string> => {
    tickets += 1;
    const code = `T-${tickets}`;
    await exchange().bus.publish(ticketEvent('dispatched', 1, { code, units: units.map(unit) }));
    return code;
  };
  const heard = (program: Program, code: string, within = 60_000) =>
    eventually(() => program.handled.some(({ subject }) => subject === code), within);

  return { programs, credentialsOf, reading, unit, happens, heard };
}
