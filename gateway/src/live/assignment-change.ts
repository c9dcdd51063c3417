import type { TicketEvent } from './live-event.ts';

type Part = { readonly assignment?: unknown; readonly unit?: unknown };

/** Kinds of change of a whole ticket that turn the work of its units round. */
const FOR_ALL_UNITS: ReadonlySet<string> = new Set(['REWORKED', 'REOPENED', 'VERIFIED', 'VOIDED', 'SUCCEEDED']);

/** The assignments an event speaks of: the one that moved, or those that were just given out. */
function partsOf({ detail }: TicketEvent): readonly Part[] {
  const given = Array.isArray(detail.units) ? (detail.units as readonly Part[]) : [];
  return [detail as Part, ...given].filter(({ assignment }) => typeof assignment === 'string');
}

/** The assignment an event is about, of one unit or (null) of any; null where it is about the ticket. */
export function assignmentIn(event: TicketEvent, unit: string | null): string | null {
  const part = partsOf(event).find((each) => unit === null || each.unit === unit);
  return part ? String(part.assignment) : null;
}

/** Whether an event concerns what a unit was given to do. */
export function concernsUnit(unit: string): (event: TicketEvent) => boolean {
  return (event) => {
    const { unit: named, target, from, to } = event.detail;
    if ([named, target, from, to].includes(unit) || assignmentIn(event, unit) !== null) return true;
    return FOR_ALL_UNITS.has(event.kind) && event.ticket.units.some(({ organization }) => organization === unit);
  };
}
