import { type Chance, chanceOf } from '@gridlink/bench';
import type { Caller } from '@gridlink/contracts';
import { allCallers } from '../country/callers.ts';
import type { Country } from '../country/country.ts';
import { type Answer, type Asker, openAsker } from './asker.ts';
import { type Asking, type Judgement, judgeAnswer, type Leak } from './judge-answer.ts';
import { type RandomOperation, randomOperation, randomVariables } from './random-operation.ts';
import { pick, poolsOf } from './random-values.ts';
import { readStored, type Stored } from './stored.ts';
import { readSubgraphs, type SubgraphSchema } from './subgraph-schema.ts';
import { readSupergraph } from './supergraph-schema.ts';

export type Plan = {
  readonly seed: number;
  /** Ends after so many questions … */
  readonly questions: number;
  /** … or after so long, whichever is first. */
  readonly milliseconds: number;
};

export type FoundLeak = Leak & {
  readonly caller: Caller;
  readonly target: string;
  readonly query: string;
  readonly variables: unknown;
};

export type Asked = {
  readonly operations: number;
  readonly questions: number;
  readonly perTarget: ReadonlyMap<string, number>;
  /** Objects shown, by type. */
  readonly seen: ReadonlyMap<string, number>;
  readonly leaks: readonly FoundLeak[];
  /** Answers that were no answers: neither data nor a code of the graph's own. */
  readonly broken: readonly string[];
  readonly seconds: number;
  readonly callers: number;
};

type Target = Omit<SubgraphSchema, 'name'> & { readonly name: SubgraphSchema['name'] | 'gateway' };

const CLIENTS = 12;
/** Documents kept for each set of roles at each target; what is asked with them differs every time. */
const DOCUMENTS = 40;
const GATEWAY_SHARE = 0.1;
const CURSORS = 500;
const KEPT_LEAKS = 50;

/** Documents by who asks whom, made as they are needed. */
function documents(chance: Chance) {
  const made = new Map<string, (RandomOperation | null)[]>();
  return (target: Target, caller: Caller): RandomOperation | null => {
    const key = `${target.name} ${caller.kind} ${caller.roles.join()}`;
    const known = made.get(key) ?? [];
    made.set(key, known);
    const index = chance.int(0, DOCUMENTS - 1);
    if (known[index] === undefined)
      known[index] = randomOperation({ chance, subgraph: target as SubgraphSchema, caller });
    return known[index] ?? null;
  };
}

const CURSOR = /"endCursor":"([^"]+)"/g;

/** Cursors out of anybody's answers, to be given back by anybody. */
function collectCursors(into: string[], data: unknown): void {
  for (const [, cursor] of JSON.stringify(data ?? null).matchAll(CURSOR)) if (cursor) into.push(cursor);
  if (into.length > CURSORS) into.splice(0, into.length - CURSORS);
}

const isBroken = ({ status, errors }: Answer): boolean =>
  status >= 500 ||
  errors.some(
    ({ extensions }) =>
      extensions?.code === 'INTERNAL_SERVER_ERROR' || extensions?.code === 'GRAPHQL_VALIDATION_FAILED',
  );

/** A line of the audit chain that this very run wrote is read before it is judged. */
async function judged(stored: Stored, caller: Caller, answer: { data: unknown; askings: readonly Asking[] }) {
  const first = judgeAnswer(stored, caller, answer);
  if (!first.leaks.some(({ type }) => type === 'AuditEntry')) return first;
  await stored.refreshAudit();
  return judgeAnswer(stored, caller, answer);
}

/** What has been asked and found so far. */
function openRecord() {
  const perTarget = new Map<string, number>();
  const seen = new Map<string, number>();
  const leaks: FoundLeak[] = [];
  const broken: string[] = [];
  const totals = { operations: 0, questions: 0 };
  const add = (to: Map<string, number>, key: string, count: number): void =>
    void to.set(key, (to.get(key) ?? 0) + count);
  return {
    perTarget,
    seen,
    leaks,
    broken,
    totals,
    asked(target: string, questions: number): void {
      totals.operations += 1;
      totals.questions += questions;
      add(perTarget, target, questions);
    },
    answered(target: string, answer: Answer): void {
      if (isBroken(answer)) broken.push(`${target}: ${answer.status} ${answer.errors[0]?.message ?? ''}`);
    },
    judged(judgement: Judgement, circumstances: Omit<FoundLeak, keyof Leak>): void {
      for (const [type, count] of judgement.seen) add(seen, type, count);
      const room = KEPT_LEAKS - leaks.length;
      for (const leak of judgement.leaks.slice(0, Math.max(room, 0))) leaks.push({ ...leak, ...circumstances });
    },
  };
}

/** Asks random questions as everybody, of every subgraph and of the gateway, and holds every answer against the oracle. */
export async function askAtRandom(country: Country, plan: Plan): Promise<Asked> {
  const chance = chanceOf(plan.seed);
  const asker: Asker = openAsker(country.identities);
  const stored = await readStored(country.stack);
  const subgraphs: readonly Target[] = await readSubgraphs(country.stack, country.identities);
  const gateway = readSupergraph(country.graphql);
  const callers = allCallers(country.territories);
  const cursors: string[] = [];
  const pools = poolsOf(stored, cursors);
  const documentFor = documents(chance);
  const record = openRecord();
  const { totals } = record;

  const askOne = async (): Promise<void> => {
    const target = chance.float() < GATEWAY_SHARE ? gateway : pick(chance, subgraphs);
    const caller = pick(chance, callers);
    const operation = documentFor(target, caller);
    if (operation === null) return;
    const { query } = operation;
    const { variables, askings } = randomVariables(chance, pools, operation);
    record.asked(target.name, askings.length);
    const answer = await asker.ask(target, caller, { query, variables });
    record.answered(target.name, answer);
    const judgement = await judged(stored, caller, { data: answer.data, askings });
    record.judged(judgement, { caller, target: target.name, query, variables });
    collectCursors(cursors, answer.data);
  };

  const startedAt = performance.now();
  const client = async (): Promise<void> => {
    while (totals.questions < plan.questions && performance.now() < startedAt + plan.milliseconds) await askOne();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client)).finally(async () => {
    await asker.close();
    await stored.close();
  });
  return { ...record, ...totals, seconds: (performance.now() - startedAt) / 1_000, callers: callers.length };
}
