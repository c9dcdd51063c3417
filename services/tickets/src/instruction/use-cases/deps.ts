import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { InstructionRepository } from './instruction-repository.ts';

/** What the use cases of instructions work with: tickets' neighbours and instructions themselves. */
export type InstructionDeps = TicketDeps & { readonly instructions: InstructionRepository };
