import { badUserInput, codeAfter, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { type Condition, limitOf, type Standard } from '../domain/standard.ts';
import { importStandards, standardAt } from '../use-cases/import-standards.ts';
import { rowErrors, standardError } from './refusal-text.ts';

const DIVISION = /^\d{12}$/;
const LONGEST_SEARCH = 60;

type ImportInput = {
  readonly csv: string;
  readonly source: string;
  readonly effectiveFrom: Date;
  readonly dryRun?: boolean | null;
};
type ConditionArguments = PageArguments & { readonly category?: string | null; readonly text?: string | null };

const OUTCOME_WORDS = {
  CREATED: '新增',
  UNCHANGED: '与现行版本相同',
  REPEATED: '与前面的行重复，只计一次',
  REFUSED: '有误',
} as const;

export const standardQueries = {
  handlingStandard(
    _: unknown,
    { division, version }: { division: string; version?: number | null },
    { deps, scope, now }: TicketContext,
  ) {
    if (!DIVISION.test(division))
      throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'division');
    if (scope.reach !== 'BOUNDED') return null;
    if (version) return deps.standards.version(scope.jurisdiction, division, version);
    return standardAt(deps.standards, { jurisdiction: scope.jurisdiction, division, now: now() });
  },
  handlingStandards(_: unknown, { division }: { division: string }, { deps, scope }: TicketContext) {
    if (scope.reach !== 'BOUNDED') return [];
    return deps.standards.versions(scope.jurisdiction, division);
  },
};

export const standardMutations = {
  async importHandlingStandards(
    _: unknown,
    { input }: { input: ImportInput },
    { deps, scope, caller, now }: TicketContext,
  ) {
    const order = { ...input, dryRun: input.dryRun ?? false, by: caller.subject, now: now() };
    const { rows, refusal, standard } = await importStandards(deps.standards, scope, order);
    return {
      rows: rows.map((row) => {
        const userErrors = rowErrors(row);
        const { row: number, outcome, condition } = row;
        const messages = userErrors.length > 0 ? userErrors.map(({ message }) => message) : [OUTCOME_WORDS[outcome]];
        return { row: number, condition, outcome, messages, userErrors };
      }),
      standard,
      userErrors: refusal ? [standardError(refusal)] : [],
    };
  },
};

const contains = (condition: Condition, text: string): boolean =>
  [condition.major, condition.minor, condition.opening].some((value) => value.includes(text));

export const standardResolvers = {
  conditions({ conditions }: Standard, args: ConditionArguments) {
    const page = pageRequest(args);
    const { category, text } = args;
    if (text && text.length > LONGEST_SEARCH) throw badUserInput('检索词过长 (the search is too long)', 'text');
    const after = codeAfter(page);
    const wanted = conditions.filter(
      (condition) => (!category || condition.category === category) && (!text || contains(condition, text)),
    );
    const from = after === null ? 0 : wanted.findIndex((condition) => condition.id === after) + 1;
    return connectionOf(wanted.slice(from, from + page.limit + 1), page, (condition) => [condition.id]);
  },
};

export const conditionResolvers = {
  limit: (condition: Condition) => limitOf(condition),
};
