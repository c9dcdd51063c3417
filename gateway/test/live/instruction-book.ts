import { randomUUID } from 'node:crypto';
import { areasOf, type EventEnvelope } from '@gridlink/contracts';
import type { EventBus } from '@gridlink/event-bus';
import { type Scope, type SubgraphContext, scopeOf } from '@gridlink/subgraph-kit';

type Instruction = { readonly id: string; readonly title: string; readonly seenBy: readonly string[] };

export type InstructionChange = {
  readonly verb?: string;
  /** Division of the center that issued it. */
  readonly division: string;
  /** Whom it was issued to. */
  readonly to: readonly string[];
  /** Whom the change is about; all of them unless said. */
  readonly about?: readonly string[];
  readonly jurisdiction?: string;
};

const JURISDICTION = 'somewhere';

const sees = (scope: Scope, { seenBy }: Instruction): boolean =>
  scope.reach === 'BOUNDED' &&
  scope.jurisdiction === JURISDICTION &&
  [scope.area, scope.organization, ...(scope.grids ?? [])].some((place) => place && seenBy.includes(place));

/** Instructions that change: what the subgraph answers and what the stream tells. */
export function createInstructionBook(bus: EventBus) {
  const instructions = new Map<string, Instruction>();

  /** Changes an instruction and publishes its event, as a command does. */
  const instruct = async (id: string, change: InstructionChange): Promise<void> => {
    const { verb = 'issued', division, to, about = to, jurisdiction = JURISDICTION } = change;
    const seenBy = [...areasOf(division), ...to];
    instructions.set(id, { id, title: `${id} ${verb}`, seenBy });
    const event: EventEnvelope = {
      specversion: '1.0',
      id: randomUUID(),
      source: '/gridlink/tickets',
      type: `gridlink.tickets.instruction.${verb}.v1`,
      subject: id,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      jurisdiction,
      division,
      sequence: 1,
      data: {
        instruction: {
          id,
          jurisdiction,
          division,
          areas: areasOf(division),
          sender: `${division}-OPERATION`,
          urgency: 'URGENT',
          state: 'OPEN',
          progress: { recipients: to.length, delivered: 0, read: 0, acknowledged: 0, done: 0, overdue: 0 },
          seenBy,
          issuedAt: '2026-03-02T02:00:00.000Z',
        },
        recipients: about.map((place) => ({
          ...(place.includes('-') ? { organization: place } : { gridId: place }),
          places: [place],
        })),
      },
    };
    await bus.publish(event);
  };

  const instruction = (_: unknown, { id }: { id: string }, context: unknown): Instruction | null => {
    const found = instructions.get(id);
    return found && sees(scopeOf((context as SubgraphContext).caller), found) ? found : null;
  };
  return { instruct, instruction };
}
