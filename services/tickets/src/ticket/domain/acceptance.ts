import { areasOf, divisionLevel, parentDivision } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import { centerAt, divisionOf } from './centers.ts';
import type { CommandName } from './commands.ts';
import { isRunning, stopDeadlines } from './deadlines.ts';
import type { Consequence, Guard, ListedItem, Situation } from './decision.ts';
import { announce, enterStage, revokeOpen, startStep } from './effects.ts';
import { awaitOwner } from './owner.ts';
import { reasonRefusal } from './reasons.ts';
import type { TicketCondition } from './ticket.ts';

type Classifying = 'acceptTicket' | 'solveOnSpot';

const codeOf = <C extends Classifying>({ command, state }: Situation<C>): string | null =>
  command.itemCode ?? state.item?.code ?? null;

function itemOf<C extends Classifying>(situation: Situation<C>): ListedItem | undefined {
  const code = codeOf(situation);
  return code === null ? undefined : situation.items.get(code);
}

export const citeOrNull = (pack: Pack, article: string | null): string | null =>
  article === null ? null : pack.cite(article);

export const gridIsKnown: Guard<'acceptTicket'> = ({ state, grid }) =>
  state.gridId === null && grid === null ? { kind: 'GRID_UNKNOWN' } : null;

/** A grid chosen by hand lies with whoever chooses it: nobody puts a matter into another's territory, least of all another jurisdiction's. */
export const gridIsOwn: Guard<'acceptTicket'> = ({ state, grid }) =>
  state.gridId !== null || grid === null || grid.areas.includes(divisionOf(state.holder))
    ? null
    : { kind: 'GRID_OUTSIDE', holder: state.holder };

/** The category is chosen, out of the list in force. */
export function itemIsListed<C extends Classifying>(situation: Situation<C>): ReturnType<Guard<C>> {
  const code = codeOf(situation);
  if (code === null) return { kind: 'ITEM_NEEDED' };
  const { list } = situation.pack.serviceItems;
  if (itemOf(situation)) return null;
  return { kind: 'ITEM_UNKNOWN', itemCode: code, article: citeOrNull(situation.pack, list.article) };
}

const conditionOf = ({ command: { conditionId }, standard }: Situation<'acceptTicket'>): TicketCondition | null => {
  const found = standard?.conditions.find(({ id }) => id === conditionId);
  return standard && found ? { ...found, standard: standard.id } : null;
};

/** An opening condition that is named is one of the standards in force. */
export const conditionIsListed: Guard<'acceptTicket'> = (situation) => {
  const { conditionId = null } = situation.command;
  return conditionId === null || conditionOf(situation) ? null : { kind: 'CONDITION_UNKNOWN', condition: conditionId };
};

export const isPrimaryDuty: Guard<'solveOnSpot'> = (situation) => {
  const item = itemOf(situation);
  if (!item || item.responsibility === 'PRIMARY') return null;
  return { kind: 'NOT_A_PRIMARY_DUTY', title: item.title, article: item.article };
};

/** Major and urgent matters go up at once; nobody settles them alone. */
export const isOrdinary: Guard<'solveOnSpot'> = (situation) =>
  situation.state.severity === 'NORMAL' && (itemOf(situation)?.severity ?? 'NORMAL') === 'NORMAL'
    ? null
    : { kind: 'TOO_SERIOUS_FOR_THE_SPOT' };

export const hasEvidence: Guard<'solveOnSpot' | 'completeAssignment' | 'completeMilestone'> = ({ command }) =>
  command.evidence.length > 0 ? null : { kind: 'EVIDENCE_NEEDED', article: null };

export const declineReasonKnown: Guard<'declineTicket'> = ({ command, pack }) =>
  reasonRefusal(pack.loop.declineReasons, command.reason);

function classified<C extends Classifying>(situation: Situation<C>) {
  const item = itemOf(situation);
  return item
    ? { code: item.code, id: item.id, title: item.title }
    : (situation.state.item ?? { code: '', id: null, title: '' });
}

/** Noted for the appraisal and never held against the matter itself: it is accepted as any other. */
const cutFacts = ({ cutFrom }: Pick<Situation, 'cutFrom'>): { readonly cutFrom?: string } =>
  cutFrom ? { cutFrom } : {};

export const accept: Consequence<'acceptTicket'> = (situation) => {
  const { command, state, grid } = situation;
  const changed = command.itemCode !== null && command.itemCode !== state.item?.code;
  const severity = command.severity ?? (changed ? itemOf(situation)?.severity : undefined) ?? state.severity;
  const item = classified(situation);
  const condition = conditionOf(situation);
  const opening = condition?.opening ?? command.openingCondition;
  return {
    changes: [
      { type: 'CLASSIFIED', item, severity },
      { type: 'CONDITION', condition },
      ...(state.gridId === null && grid !== null ? [{ type: 'LOCATED', grid } as const] : []),
      ...enterStage(situation, 'DISPATCH'),
      startStep(situation, 'dispatch', { holder: state.holder, severity }),
      ...awaitOwner(situation),
    ],
    words: command.words,
    facts: {
      itemCode: item.code,
      severity,
      openingCondition: opening,
      ...(condition === null ? {} : { condition: condition.id, standard: condition.standard }),
      ...cutFacts(situation),
    },
    announcements: announce('accepted', { itemCode: item.code, severity }),
  };
};

export const decline: Consequence<'declineTicket'> = (situation) => ({
  changes: enterStage(situation, 'NOT_ACCEPTED'),
  reason: situation.command.reason,
  words: situation.command.words,
  announcements: announce('declined', { reason: situation.command.reason }),
});

export const solveOnSpot: Consequence<'solveOnSpot'> = (situation) => {
  const { command, state } = situation;
  const somebodyWaits = state.source !== 'PATROL' && state.reporter.sealedContact !== null;
  const next = somebodyWaits ? 'FEEDBACK' : 'VERIFICATION';
  return {
    changes: [
      { type: 'CLASSIFIED', item: classified(situation), severity: state.severity },
      ...enterStage(situation, next),
      startStep(situation, somebodyWaits ? 'feedBack' : 'verify', state),
    ],
    words: command.result,
    evidence: command.evidence,
    facts: cutFacts(situation),
    announcements: announce('completed', { onSpot: true }),
  };
};

/** The division whose center is next above the holder's, or null at the top of the pack's chain. */
export function divisionAbove(pack: Pack, holder: string): string | null {
  const above = parentDivision(divisionOf(holder));
  if (above === null) return null;
  const level = divisionLevel(above);
  return pack.loop.chain.some(({ step }) => step === level) ? above : null;
}

export const hasSuperior: Guard<'escalateTicket'> = ({ pack, state }) =>
  divisionAbove(pack, state.holder) === null ? { kind: 'HIGHEST_LEVEL' } : null;

/** The clock of a center that passes a ticket on stops; the next one gets its own. */
function handOver<C extends CommandName>(situation: Situation<C>, holder: string) {
  const { state, now } = situation;
  const clock = state.stage === 'ACCEPTANCE' ? 'ACCEPT' : 'DISPATCH';
  const changes = [
    { type: 'HOLDER', holder } as const,
    ...stopDeadlines(state.deadlines, now, ({ kind }) => kind === clock),
    ...state.deadlines
      .filter((deadline) => deadline.kind === 'OWNER' && isRunning(deadline))
      .map(({ id }) => ({ type: 'DEADLINE', id, patch: { unit: holder } }) as const),
  ];
  if (state.stage === 'HANDLING') return changes;
  const step = state.stage === 'ACCEPTANCE' ? 'accept' : 'dispatch';
  return [...changes, startStep(situation, step, { holder, severity: state.severity })];
}

export const escalate: Consequence<'escalateTicket'> = (situation) => {
  const { pack, state, units, command } = situation;
  const holder = centerAt(pack, divisionAbove(pack, state.holder) ?? divisionOf(state.holder), units);
  return {
    changes: handOver(situation, holder),
    words: command.words,
    facts: { from: state.holder, to: holder },
    announcements: announce('escalated', { from: state.holder, to: holder }),
  };
};

export const centerIsBelow: Guard<'assignDown'> = ({ command, state, units }) => {
  const unit = units.get(command.holder);
  if (!unit?.active) return { kind: 'UNIT_UNKNOWN', unit: command.holder, index: null };
  const own = divisionOf(state.holder);
  const isBelow = unit.division !== own && areasOf(unit.division).includes(own) && state.areas.includes(unit.division);
  return isBelow ? null : { kind: 'NOT_BELOW', holder: command.holder };
};

export const assignDown: Consequence<'assignDown'> = (situation) => ({
  changes: handOver(situation, situation.command.holder),
  words: situation.command.words,
  facts: { from: situation.state.holder, to: situation.command.holder },
  announcements: announce('assigned-down', { from: situation.state.holder, to: situation.command.holder }),
});

export const voidTicket: Consequence<'voidTicket'> = (situation) => ({
  changes: [...revokeOpen(situation.state, situation.now), ...enterStage(situation, 'VOID')],
  words: situation.command.words,
  private: true,
  announcements: announce('voided'),
});
