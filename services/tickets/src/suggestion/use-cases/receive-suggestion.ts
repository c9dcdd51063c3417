import { randomUUID } from 'node:crypto';
import { areasOf, isDivisionCode } from '@gridlink/contracts';
import { systemScope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import { keyProblems, placeProblems, reporterProblems } from '../../ticket/use-cases/check-report.ts';
import { type InputProblem, textProblems } from '../../ticket/use-cases/check-text.ts';
import { insertNumbered } from '../../ticket/use-cases/insert-numbered.ts';
import {
  holderOf,
  newTicketCode,
  type Placed,
  place,
  reporterOf,
  topicsOf,
} from '../../ticket/use-cases/prepare-report.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import { receiveSuggestion } from '../domain/receive.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import type { SuggestionDeps } from './deps.ts';
import type { SuggestionInput } from './suggestion-input.ts';

export type SuggestionSender = { readonly actor: Actor; readonly jurisdiction: string | undefined };

export type ReceivingOutcome =
  | { readonly kind: 'REFUSED'; readonly problems: readonly InputProblem[] }
  | {
      readonly kind: 'RECEIVED' | 'SEEN_BEFORE';
      readonly suggestion: Suggestion;
      readonly queryCode: string | null;
    };

/** Whoever repeats a suggestion gets the number of the first. */
const SCOPE = systemScope('the same suggestion twice is one');
const NOWHERE: NonNullable<SuggestionInput['place']> = {};

const TEXTS = [
  { field: 'subject', label: '主题', max: 200, required: true },
  { field: 'text', label: '内容', max: 10_000, required: true, lines: true },
  { field: 'topic', label: '诉求类别', max: 60 },
  { field: 'idempotencyKey', label: '幂等键', max: 120 },
] as const;

/** Everything wrong with a suggestion that can be told from itself and who sends it. A contact is welcome and never needed. */
function suggestionProblems(input: SuggestionInput, actor: Actor): readonly InputProblem[] {
  const { division } = input;
  return [
    ...TEXTS.flatMap((rule) => textProblems(input[rule.field], rule)),
    ...(division && !isDivisionCode(division)
      ? [{ code: 'INVALID_DIVISION', field: ['division'], message: '区划代码应为 12 位数字' }]
      : []),
    ...placeProblems(input.place ?? NOWHERE, false),
    ...reporterProblems(input.reporter),
    ...keyProblems(input, actor),
  ];
}

const refused = (code: string, field: string, message: string): ReceivingOutcome => ({
  kind: 'REFUSED',
  problems: [{ code, field: [field], message }],
});

/** Where it belongs: by the grid it names, by its point's, or by the division. */
async function placed(deps: SuggestionDeps, input: SuggestionInput, { jurisdiction }: SuggestionSender) {
  const grid = input.gridId ? await deps.grids.find(input.gridId) : null;
  if (input.gridId && !grid) return refused('GRID_UNKNOWN', 'gridId', '没有该网格，或者已经撤销');
  const { division = null, place: where } = input;
  return place(deps, { division: grid?.division ?? division, place: where ?? NOWHERE }, { jurisdiction, grid });
}

const newCode = (division: string, now: Date): string => `S${newTicketCode(division, now)}`;

type Sent = { readonly input: SuggestionInput; readonly sender: SuggestionSender; readonly now: Date };

async function suggestionOf(
  deps: SuggestionDeps,
  { pack, division, grid, point }: Placed,
  { input, sender, now }: Sent,
) {
  const id = randomUUID();
  const given = {
    id,
    code: newCode(division, now),
    division,
    areas: grid?.areas ?? areasOf(division),
    gridId: grid?.id ?? null,
    gridCode: grid?.code ?? null,
    center: await holderOf(deps, pack, division),
    subject: input.subject.trim(),
    text: input.text.trim(),
    place: { address: input.place?.address?.trim() || null, point },
    topic: input.topic ?? null,
    suggester: reporterOf(deps, id, { reporter: input.reporter, actor: sender.actor }),
  };
  const idempotencyKey = input.idempotencyKey ?? null;
  return receiveSuggestion(given, { pack, calendar: deps.calendarOf(pack), actor: sender.actor, now, idempotencyKey });
}

/** Takes a suggestion in: exactly one insert, and the same sent twice is one suggestion. */
export async function takeInSuggestion(
  deps: SuggestionDeps,
  input: SuggestionInput,
  { sender, mark }: { readonly sender: SuggestionSender; readonly mark: WriteMark },
): Promise<ReceivingOutcome> {
  const problems = suggestionProblems(input, sender.actor);
  if (problems.length > 0) return { kind: 'REFUSED', problems };
  const located = await placed(deps, input, sender);
  if ('kind' in located) return located as ReceivingOutcome;
  const topics = topicsOf(located.pack);
  if (input.topic && !topics.includes(input.topic)) {
    return refused('TOPIC_UNKNOWN', 'topic', `诉求类别应为：${topics.join('、')}`);
  }
  const { idempotencyKey = null } = input;
  const externalKey = idempotencyKey ? `${located.pack.code}|${sender.actor.subject}|${idempotencyKey}` : null;
  const queryCode = deps.queryCodes.issue(idempotencyKey || null);
  const outcome = await insertNumbered(await suggestionOf(deps, located, { input, sender, now: mark.now }), {
    renumbered: (state) => ({ ...state, code: newCode(state.division, mark.now) }),
    insert: (state) => {
      const queryCodeHash = deps.queryCodes.hash(state.code, queryCode);
      return deps.suggestions.insert({ state, externalKey, queryCodeHash }, mark);
    },
    earlier: async () => (externalKey === null ? null : deps.suggestions.findByExternalKey(SCOPE, externalKey)),
  });
  // Whoever repeats the secret key of a lost answer is shown the code again.
  return outcome.kind === 'STORED'
    ? { kind: 'RECEIVED', suggestion: outcome.thing, queryCode }
    : { kind: 'SEEN_BEFORE', suggestion: outcome.earlier, queryCode };
}
