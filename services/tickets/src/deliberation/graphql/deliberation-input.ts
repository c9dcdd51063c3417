import { type InputProblem, type TextRule, textProblems } from '../../ticket/use-cases/check-text.ts';
import type { ItemRequest } from '../domain/agenda.ts';
import type { ResolutionOutcome, ResolvedAction, Votes } from '../domain/deliberation.ts';
import type { AttendeeInput } from '../use-cases/attendee-names.ts';

export type ItemInput = { readonly [K in keyof ItemRequest]?: ItemRequest[K] | undefined };

export type ConveneInput = {
  readonly gridId?: string | null;
  readonly division?: string | null;
  readonly title: string;
  readonly venue: string;
  readonly startsAt: Date;
  readonly agenda?: readonly ItemInput[] | null;
  readonly attendees?: readonly AttendeeInput[] | null;
  readonly idempotencyKey?: string | null;
};

/** What commands about a meeting hold, each as far as its own input type has it. */
export type CommandInput = {
  readonly deliberationId: string;
  readonly item: ItemInput;
  readonly attendees: readonly AttendeeInput[];
  readonly startsAt: Date;
  readonly reason: string;
  readonly present?: readonly string[] | null;
  readonly others?: readonly AttendeeInput[] | null;
  readonly itemId: string;
  readonly outcome: ResolutionOutcome;
  readonly votes?: Votes | null;
  readonly words: string;
  readonly actions?: readonly ResolvedAction[] | null;
  readonly summary: string;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
};

const TITLE = { field: 'title', label: '会议名称', max: 100, required: true };
const VENUE = { field: 'venue', label: '地点', max: 200, required: true };
const SUBJECT = { field: 'subject', label: '题目', max: 200 };
const NAME = { field: 'name', label: '姓名或者户号', max: 60 };
const PERSON = { field: 'personId', label: '人员', max: 64 };
const REASON = { field: 'reason', label: '理由', max: 500, required: true };
const WORDS = { field: 'words', label: '决议内容', max: 4_000, required: true, lines: true };
const SUMMARY = { field: 'summary', label: '纪要', max: 10_000, required: true, lines: true };
const KEY = { field: 'idempotencyKey', label: '幂等键', max: 120 };
/** As a report's own: what is resolved goes through the intake. */
const ACTION: readonly TextRule[] = [
  { field: 'title', label: '工单标题', max: 200, required: true },
  { field: 'text', label: '要办的事', max: 10_000, required: true, lines: true },
  { field: 'address', label: '地点', max: 300, required: true },
];

const trimmed = (value: string | null | undefined): string | null => value?.trim() || null;

const under = (path: readonly string[], problems: readonly InputProblem[]): readonly InputProblem[] =>
  problems.map((problem) => ({ ...problem, field: [...path, ...problem.field] }));

export const readItem = ({ subject, suggestionId, ticketId, deferred }: ItemInput): ItemRequest => ({
  subject: trimmed(subject),
  suggestionId: trimmed(suggestionId),
  ticketId: trimmed(ticketId),
  deferred: deferred ? { deliberationId: deferred.deliberationId.trim(), itemId: deferred.itemId.trim() } : null,
});

const attendeeProblems = (field: string, attendees: readonly AttendeeInput[]): readonly InputProblem[] =>
  attendees.flatMap(({ name, personId }, index) =>
    under([field, String(index)], [...textProblems(name, NAME), ...textProblems(personId, PERSON)]),
  );

export const conveneProblems = (input: ConveneInput): readonly InputProblem[] => [
  ...textProblems(input.title, TITLE),
  ...textProblems(input.venue, VENUE),
  ...textProblems(input.idempotencyKey, KEY),
  ...(input.agenda ?? []).flatMap(({ subject }, index) =>
    under(['agenda', String(index)], textProblems(subject, SUBJECT)),
  ),
  ...attendeeProblems('attendees', input.attendees ?? []),
];

const actionProblems = (actions: readonly ResolvedAction[]): readonly InputProblem[] =>
  actions.flatMap((action, index) =>
    under(
      ['actions', String(index)],
      ACTION.flatMap((rule) => textProblems(action[rule.field as keyof ResolvedAction], rule)),
    ),
  );

export const readActions = (actions: readonly ResolvedAction[]): readonly ResolvedAction[] =>
  actions.map(({ title, text, address }) => ({ title: title.trim(), text: text.trim(), address: address.trim() }));

/** Texts of a command, by its name. */
export const COMMAND_PROBLEMS = {
  addAgendaItem: ({ item }: CommandInput) => under(['item'], textProblems(item.subject, SUBJECT)),
  inviteToDeliberation: ({ attendees }: CommandInput) => attendeeProblems('attendees', attendees),
  postponeDeliberation: ({ reason }: CommandInput) => textProblems(reason, REASON),
  cancelDeliberation: ({ reason }: CommandInput) => textProblems(reason, REASON),
  recordAttendance: ({ others }: CommandInput) => attendeeProblems('others', others ?? []),
  resolveAgendaItem: ({ words, actions }: CommandInput) => [
    ...textProblems(words, WORDS),
    ...actionProblems(actions ?? []),
  ],
  publishMinutes: ({ summary }: CommandInput) => textProblems(summary, SUMMARY),
} as const;

export const keyProblems = ({ idempotencyKey }: CommandInput): readonly InputProblem[] =>
  textProblems(idempotencyKey, KEY);
