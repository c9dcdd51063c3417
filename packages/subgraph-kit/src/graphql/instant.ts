const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
/** No event of the field is older; years before are slips of the pen or of a clock. */
const EARLIEST_YEAR = 1900;

/**
 * Reads an ISO 8601 instant with its zone; undefined for anything else. Days that no calendar has are refused: the runtime would take
 * 30 February for 2 March.
 */
export function readInstant(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const [, year, month, day] = INSTANT.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || year < EARLIEST_YEAR) return undefined;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  return new Date(value);
}
