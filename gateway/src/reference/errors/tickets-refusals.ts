import {
  type CatalogueEntry,
  type CatalogueGroup,
  functionOf,
  madeIn,
  statedEntries,
  unionOf,
  type Words,
  wordedEntries,
} from './catalogue.ts';
import { commandRefusals } from './command-refusals.ts';
import { moduleOf, sourceOf } from './source-text.ts';

const SERVICE = 'tickets';
type Transitions = Parameters<typeof commandRefusals>[0];

const distinct = (entries: readonly CatalogueEntry[]): CatalogueEntry[] => [
  ...new Map(entries.map((entry) => [`${entry.code} ${entry.field}`, entry])).values(),
];

/** Kinds that are made without an article everywhere: they speak of one for uniformity only. */
function withoutArticle(): ReadonlySet<string> {
  const files = ['ticket/domain/acceptance.ts', 'ticket/domain/handling.ts'];
  const found = files.flatMap((file) => [...sourceOf(SERVICE, file).matchAll(/kind: '([A-Z_]+)', article: null/g)]);
  return new Set(found.map(([, kind = '']) => kind));
}

/** A command that two mutations give, and those that are not given through the graph. */
const OWN: ReadonlySet<string> = new Set([
  'reportTicket',
  'locateTicket',
  'succeedUnit',
  'passTime',
  'recomputeDeadlines',
]);
/** Refusals whose words depend on what they name. */
const EXCEPTION_EXAMPLES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  NOT_THE_SIGNER: { kind: 'NOT_THE_SIGNER', level: 'CITY' },
  TEXT_NEEDED: { kind: 'TEXT_NEEDED', field: 'reason' },
};
const ANY = { amount: '…', unit: 'WORKING_DAY' };

const RECIPIENT_MUTATIONS = ['receiveInstruction', 'readInstruction', 'acknowledgeInstruction', 'completeInstruction'];
const SENDER_MUTATIONS = ['resendInstruction', 'withdrawInstruction'];
const INSTRUCTION_MUTATIONS = ['issueInstruction', ...RECIPIENT_MUTATIONS, ...SENDER_MUTATIONS];

/** Issuing and what follows it are decided in two files; who may not do something is told by an error, not in words. */
async function instructionRefusals(): Promise<CatalogueGroup[]> {
  const words = await functionOf<Words>(SERVICE, 'instruction/graphql/instruction-errors.ts', 'instructionError');
  const kinds = unionOf(SERVICE, 'instruction/domain/refusal.ts', 'InstructionRefusal').filter(
    (kind) => kind !== 'NOT_ALLOWED',
  );
  const entriesOf = (file: string) => {
    const made = madeIn(SERVICE, kinds, file).map((kind) => ({ kind, min: ANY, max: ANY, index: '0' }));
    return wordedEntries(made, words);
  };
  return [
    {
      title: '下达指令 Issuing instructions',
      mutations: ['issueInstruction'],
      entries: entriesOf('instruction/domain/issue.ts'),
    },
    {
      title: '指令的回执、重发与撤回 Receipts, resends and withdrawals',
      mutations: [...RECIPIENT_MUTATIONS, ...SENDER_MUTATIONS],
      entries: entriesOf('instruction/domain/decide.ts'),
    },
  ];
}

/** Plans of the modes of operation, likewise. */
async function planRefusals(): Promise<CatalogueGroup[]> {
  const words = await functionOf<Words>(SERVICE, 'mode-plan/graphql/plan-errors.ts', 'planError');
  const file = 'mode-plan/domain/draft-plan.ts';
  const made = madeIn(SERVICE, unionOf(SERVICE, 'mode-plan/domain/refusal.ts', 'PlanRefusal'), file);
  const ofChanges = ['PLAN_STATE', 'OWN_DRAFT'];
  const entriesOf = (kinds: readonly string[]) =>
    wordedEntries(
      kinds.map((kind) => ({ kind, min: ANY, max: ANY, longest: ANY, index: '0', field: 'limits' })),
      words,
    );
  const texts = distinct(statedEntries(SERVICE, 'ticket/use-cases/check-text.ts'));
  return [
    {
      title: '起草预案 Drawing up plans',
      mutations: ['draftModePlan'],
      entries: [...texts, ...entriesOf(made.filter((kind) => kind !== 'NOT_ALLOWED' && !ofChanges.includes(kind)))],
    },
    {
      title: '发布与撤回预案 Publishing and withdrawing plans',
      mutations: ['publishModePlan', 'withdrawModePlan'],
      entries: [...texts, ...entriesOf([...ofChanges, 'OVER_ALREADY'])],
    },
  ];
}

const SUGGESTION_COMMANDS = [
  'handOnSuggestion',
  'returnSuggestion',
  'answerSuggestion',
  'redactSuggestion',
  'rateSuggestionAnswer',
  'revealSuggester',
];

/** Suggestions: taking one in is checked as a report is, what follows is decided in one file. */
async function suggestionRefusals(): Promise<CatalogueGroup[]> {
  const words = await functionOf<Words>(SERVICE, 'suggestion/graphql/suggestion-errors.ts', 'suggestionError');
  const kinds = unionOf(SERVICE, 'suggestion/domain/refusal.ts', 'SuggestionRefusal').filter(
    (kind) => kind !== 'NOT_ALLOWED',
  );
  const texts = ['ticket/use-cases/check-text.ts', 'ticket/use-cases/check-report.ts'];
  const intake = [...texts, 'ticket/use-cases/prepare-report.ts', 'suggestion/use-cases/receive-suggestion.ts'];
  const decided = wordedEntries(
    kinds.map((kind) => ({ kind, name: '…', most: 0, index: 0, reason: '…', known: ['…'], state: 'ANSWERED' })),
    words,
  );
  return [
    {
      title: '提出意见建议 Making suggestions',
      mutations: ['makeSuggestion'],
      entries: distinct(statedEntries(SERVICE, ...intake)),
    },
    {
      title: '意见建议的转交、答复与评价 Handing on, answering and rating suggestions',
      mutations: SUGGESTION_COMMANDS,
      entries: [...distinct(statedEntries(SERVICE, 'ticket/use-cases/check-text.ts')), ...decided],
    },
    {
      title: '意见建议转为工单 Tickets of suggestions',
      mutations: ['raiseSuggestionTicket'],
      entries: distinct([...statedEntries(SERVICE, ...intake), ...decided]),
    },
  ];
}

/** Deliberations: convening and the agenda are decided in two files, what follows in one. */
async function deliberationRefusals(): Promise<CatalogueGroup[]> {
  const words = await functionOf<Words>(SERVICE, 'deliberation/graphql/deliberation-errors.ts', 'deliberationError');
  const kinds = unionOf(SERVICE, 'deliberation/domain/refusal.ts', 'DeliberationRefusal').filter(
    (kind) => kind !== 'NOT_ALLOWED',
  );
  const entriesOf = (...files: readonly string[]) => {
    const made = [...new Set(files.flatMap((file) => madeIn(SERVICE, kinds, file)))];
    const example = { index: '0', name: '…', state: 'PUBLISHED', field: ['summary'], most: 0, article: null };
    return wordedEntries(
      made.map((kind) => ({ kind, ...example, needed: 0, present: 0, count: 0 })),
      words,
    );
  };
  const texts = distinct(statedEntries(SERVICE, 'ticket/use-cases/check-text.ts'));
  return [
    {
      title: '召集议事会 Convening deliberations',
      mutations: ['conveneDeliberation'],
      entries: [
        ...distinct([...texts, ...statedEntries(SERVICE, 'deliberation/use-cases/convene-deliberation.ts')]),
        ...entriesOf('deliberation/domain/convene.ts', 'deliberation/domain/agenda.ts'),
      ],
    },
    {
      title: '议事会的议程、到会、议决与纪要 Agenda, attendance, resolutions and minutes',
      mutations: [
        'addAgendaItem',
        'inviteToDeliberation',
        'postponeDeliberation',
        'cancelDeliberation',
        'recordAttendance',
        'resolveAgendaItem',
        'publishMinutes',
      ],
      entries: [...texts, ...entriesOf('deliberation/domain/decide.ts', 'deliberation/domain/agenda.ts')],
    },
  ];
}

export async function ticketsRefusals(): Promise<CatalogueGroup[]> {
  const words = await functionOf<Words>(SERVICE, 'ticket/graphql/user-errors.ts', 'toUserError');
  const revisions = await functionOf<Words>(SERVICE, 'revision/graphql/refusal-text.ts', 'revisionError');
  const standards = await functionOf<Words>(SERVICE, 'standard/graphql/refusal-text.ts', 'standardError');
  const exceptions = await functionOf<Words>(SERVICE, 'exception/graphql/refusal-text.ts', 'exceptionError');
  const kinds = unionOf(SERVICE, 'ticket/domain/refusal.ts', 'Refusal');
  const { TRANSITIONS } = await moduleOf(SERVICE, 'ticket/domain/transitions.ts');
  const commands = commandRefusals(TRANSITIONS as Transitions, kinds);
  const lawless = withoutArticle();
  const exampleFor = (kind: string) => ({
    kind,
    min: ANY,
    max: ANY,
    ...(kind.endsWith('_TOO_LONG') ? { most: ANY } : {}),
    ...(lawless.has(kind) ? { article: null } : {}),
  });
  const ofCommands = [...commands].filter(([command]) => !OWN.has(command));
  return [
    {
      title: '上报 Reports',
      mutations: ['reportTicket', 'reportTickets'],
      entries: distinct(
        statedEntries(
          SERVICE,
          'ticket/use-cases/check-report.ts',
          'ticket/use-cases/prepare-report.ts',
          'ticket/use-cases/given-files.ts',
          'ticket/use-cases/check-text.ts',
        ),
      ),
    },
    {
      title: '所有工单操作的文字、附件、时限 Texts, evidence and limits of every command',
      mutations: [...ofCommands.map(([command]) => command), 'revealReporter'],
      entries: distinct(
        statedEntries(
          SERVICE,
          'ticket/use-cases/check-text.ts',
          'ticket/graphql/inputs/input-problems.ts',
          'ticket/graphql/give-command.ts',
          'ticket/graphql/mutation.ts',
        ),
      ),
    },
    {
      title: '时限重算 Recomputing deadlines',
      mutations: ['recomputeDeadlines'],
      entries: wordedEntries(unionOf(SERVICE, 'revision/domain/revision.ts', 'RevisionRefusal'), revisions),
    },
    {
      title: '立案结案标准 Handling standards',
      mutations: ['importHandlingStandards'],
      entries: wordedEntries(unionOf(SERVICE, 'standard/domain/standard.ts', 'StandardRefusal'), standards),
    },
    {
      title: '清单例外 Exceptions from the item list',
      mutations: ['signListException', 'revokeListException'],
      entries: wordedEntries(
        unionOf(SERVICE, 'exception/domain/list-exception.ts', 'ExceptionRefusal').map(
          (kind) => EXCEPTION_EXAMPLES[kind] ?? kind,
        ),
        exceptions,
      ),
    },
    {
      title: '指令的文字 Texts of instructions',
      mutations: INSTRUCTION_MUTATIONS,
      entries: distinct(statedEntries(SERVICE, 'ticket/use-cases/check-text.ts')),
    },
    ...(await instructionRefusals()),
    {
      title: '消息 Notifications',
      mutations: ['markNotificationsRead'],
      entries: distinct(statedEntries(SERVICE, 'notification/graphql/notification-errors.ts')),
    },
    {
      title: '消息偏好 Notification preferences',
      mutations: ['setNotificationPreferences'],
      entries: distinct(statedEntries(SERVICE, 'preference/graphql/preference-errors.ts')),
    },
    {
      title: '确认邮箱 Confirming a mailbox',
      mutations: ['confirmMailAddress'],
      entries: distinct(statedEntries(SERVICE, 'preference/graphql/confirmation-errors.ts')),
    },
    {
      title: '回调 Webhooks',
      mutations: ['registerWebhook', 'changeWebhook', 'rotateWebhookSecret', 'removeWebhook', 'pingWebhook'],
      entries: distinct(statedEntries(SERVICE, 'webhook/graphql/webhook-errors.ts')),
    },
    ...(await planRefusals()),
    ...(await suggestionRefusals()),
    ...(await deliberationRefusals()),
    {
      title: '锁定期间 Closing a period',
      mutations: ['closePeriod'],
      entries: statedEntries(SERVICE, 'figures/graphql/period-report-resolvers.ts'),
    },
    {
      title: '统计重算 Rebuilding figures',
      mutations: ['rebuildFigures'],
      entries: statedEntries(SERVICE, 'figures/graphql/figure-mutation.ts'),
    },
    {
      title: '离线批次 Batches made offline',
      mutations: ['submitFieldBatch'],
      entries: distinct(
        statedEntries(SERVICE, 'field-batch/domain/check-batch.ts', 'field-batch/graphql/field-batch-resolvers.ts'),
      ),
    },
    {
      title: '答复模板 Reply templates',
      mutations: ['createReplyTemplate', 'changeReplyTemplate', 'retireReplyTemplate'],
      entries: distinct(
        statedEntries(SERVICE, 'ticket/use-cases/check-text.ts', 'reply-template/use-cases/keep-reply-template.ts'),
      ),
    },
    ...ofCommands.map(([command, refused]) => ({
      title: '',
      mutations: [command],
      entries: wordedEntries(refused.map(exampleFor), words),
    })),
  ];
}
