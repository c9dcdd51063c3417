import { systemScope } from '@gridlink/subgraph-kit';
import type { OrganizationDirectory } from '../../organization/organization-directory.ts';
import { createAttempts } from '../../sweeping/attempts.ts';
import { SYSTEM_ACTOR } from '../../ticket/domain/actor.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { Succession } from '../../ticket/use-cases/succeed-unit.ts';
import { organizationRecipient } from '../domain/issue.ts';
import type { InstructionDeps } from './deps.ts';
import { performInstructionCommand } from './perform-instruction-command.ts';

const PAGE = 200;
const SCOPE = systemScope('a dissolved body’s open instructions go to its successor');

/**
 * Gives everything that is still asked of a dissolved body to its successor. Each leaves the body's list as it is given over; safe to repeat.
 * @throws AggregateError for those that could not be given over, once all others are
 */
export async function succeedRecipient(
  deps: InstructionDeps & { readonly organizations: Pick<OrganizationDirectory, 'organization'> },
  { from, to }: Succession,
  now: () => Date,
): Promise<number> {
  const body = await deps.organizations.organization(from);
  if (body === null) return 0;
  const { jurisdiction } = body;
  const recipient = organizationRecipient(packOf(deps, jurisdiction), to);
  const command = { type: 'succeedRecipient', from, to: recipient } as const;
  const attempts = createAttempts(`succession of ${from} to instructions`);
  const seen = new Set<string>();
  for (let left = 0; ; ) {
    const ids = await deps.instructions.askedOf(SCOPE, { jurisdiction, organization: from }, PAGE + left);
    const fresh = ids.filter((id) => !seen.has(id));
    // One that is still in the list after it was given over would be met for ever.
    if (fresh.length === 0) break;
    left = ids.length - fresh.length;
    for (const id of fresh) {
      const mark = { now: now(), traceparent: undefined };
      const by = { actor: SYSTEM_ACTOR, mark, expectedVersion: undefined, idempotencyKey: null };
      seen.add(id);
      await attempts.attempt(() => performInstructionCommand(deps, { scope: SCOPE, id, command, ...by }));
    }
  }
  attempts.conclude();
  return seen.size;
}
