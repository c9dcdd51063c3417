import type { Pack } from '@gridlink/jurisdiction';
import type { Actor } from './actor.ts';
import type { CommandName } from './commands.ts';
import { permittedRole } from './permissions.ts';
import { possibleTargets } from './targets.ts';
import type { TicketState } from './ticket.ts';
import { COMMAND_NAMES, TRANSITIONS } from './transitions.ts';

/**
 * Commands the actor can give now: the stage, the actor's standing and a part in a fit state allow them.
 * Guards that need the command's own content may still refuse.
 */
export function availableCommands(state: TicketState, actor: Actor, pack: Pack): readonly CommandName[] {
  return COMMAND_NAMES.filter((name) => {
    const { from, who, on, offeredWhen } = TRANSITIONS[name];
    if (!from.includes(state.stage)) return false;
    return possibleTargets(state, on)
      .filter((target) => offeredWhen?.({ state, target }) ?? true)
      .some((target) => permittedRole(who, { state, actor, pack, target }) !== null);
  });
}
