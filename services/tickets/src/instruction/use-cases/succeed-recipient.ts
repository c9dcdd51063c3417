import { systemScope } from '@gridlink/subgraph-kit';
import type { OrganizationDirectory } from '../../organization/organization-directory.ts';
import { SYSTEM_ACTOR } from '../../ticket/domain/actor.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { Succession } from '../../ticket/use-cases/succeed-unit.ts';
import { organizationRecipient } from '../domain/issue.ts';
import type { InstructionDeps } from './deps.ts';
import { performInstructionCommand } from './perform-instruction-command.ts';

const PAGE = 200;
const SCOPE = systemScope('a dissolved body’s open instructions go to its successor');

/** Gives everything that is still asked of a dissolved body to its successor. Each leaves the body's list as it is given over; safe to repeat. */
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
  for (let count = 0; ; ) {
    const ids = await deps.instructions.askedOf(SCOPE, { jurisdiction, organization: from }, PAGE);
    if (ids.length === 0) return count;
    for (const id of ids) {
      const mark = { now: now(), traceparent: undefined };
      const by = { actor: SYSTEM_ACTOR, mark, expectedVersion: undefined, idempotencyKey: null };
      await performInstructionCommand(deps, { scope: SCOPE, id, command, ...by });
      count += 1;
    }
  }
}
