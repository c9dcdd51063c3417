import type { Caller } from '@gridlink/contracts';
import { badUserInput, scopeOf } from '@gridlink/subgraph-kit';
import { type InstructionEvent, type LiveEvent, subjectIdOf } from './live-event.ts';
import type { Asked, EventField, Wants } from './live-fields.ts';

const INSTRUCTION: Asked = {
  field: 'instruction',
  query: 'instruction',
  argument: { name: 'id', type: 'ID!' },
  least: 'id',
};

/** What a recipient is told of: that something is asked of it, again or in another's place, that its answer is late, or that it is asked no more. */
const TO_RECIPIENTS: ReadonlySet<string> = new Set(['ISSUED', 'RESENT', 'SUCCEEDED', 'OVERDUE', 'WITHDRAWN']);
/** What a sender is told of: what became of it. */
const TO_SENDERS: ReadonlySet<string> = new Set(['ACKNOWLEDGED', 'DONE', 'OVERDUE']);

const ofInstructions =
  (wants: (event: InstructionEvent) => boolean): Wants =>
  (event) =>
    event.noun === 'instruction' && wants(event);

/** The recipients of an event among whom the caller speaks for. */
function placesOf(caller: Caller): readonly string[] {
  const scope = scopeOf(caller);
  if (scope.reach !== 'BOUNDED') return [];
  return [scope.area, scope.organization, ...(scope.grids ?? [])].filter((place) => place !== undefined);
}

const recipientsOf = (event: LiveEvent): InstructionEvent['recipients'] =>
  event.noun === 'instruction' ? event.recipients : [];

export const INSTRUCTION_FIELDS = {
  instructionReceived: {
    kind: 'EVENTS',
    asked: INSTRUCTION,
    wants: (_, caller) => {
      const own = placesOf(caller);
      if (own.length === 0) {
        throw badUserInput('当前账号不属于任何中心、单位或网格 (this account is of no center, no unit and no grid)');
      }
      return ofInstructions(
        ({ kind, recipients }) =>
          TO_RECIPIENTS.has(kind) && recipients.some(({ places }) => places.some((place) => own.includes(place))),
      );
    },
    interest: () => ({}),
    valueOf: subjectIdOf,
    local: ({ kind, at }, cursor) => ({ cursor, change: kind, at }),
  },
  instructionReceiptChanged: {
    kind: 'EVENTS',
    asked: INSTRUCTION,
    wants: ({ instructionId }, caller) => {
      const scope = scopeOf(caller);
      const area = scope.reach === 'BOUNDED' ? scope.area : undefined;
      if (area === undefined) {
        throw badUserInput('当前账号不属于任何中心 (this account is of no center)');
      }
      return ofInstructions(
        ({ kind, instruction }) =>
          TO_SENDERS.has(kind) &&
          instruction.areas.includes(area) &&
          (typeof instructionId !== 'string' || instruction.id === instructionId),
      );
    },
    interest: () => ({}),
    valueOf: subjectIdOf,
    local: (event, cursor) => ({
      cursor,
      change: event.kind,
      at: event.at,
      organizations: recipientsOf(event).flatMap(({ organization }) => organization ?? []),
      gridIds: recipientsOf(event).flatMap(({ gridId }) => gridId ?? []),
    }),
  },
} as const satisfies Readonly<Record<string, EventField>>;
