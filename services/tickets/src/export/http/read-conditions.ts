import { TICKET_STAGES } from '@gridlink/contracts';
import { GraphError, type HttpAnswer } from '@gridlink/subgraph-kit';
import { z } from 'zod';
import { TICKET_SOURCES } from '../../ticket/domain/vocabulary.ts';
import { readFilter } from '../../ticket/graphql/query.ts';
import type { TicketFilter } from '../../ticket/use-cases/ticket-repository.ts';
import { wrongCondition } from './export-answers.ts';

const CODE_MOST = 200;
const code = z.string().min(1).max(CODE_MOST);
const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** The conditions of the list in the graph, by the same names; there they are read by its schema. */
const FILTER = {
  stage: z.enum(TICKET_STAGES),
  division: code,
  unit: code,
  gridId: code,
  late: flag,
  supervised: flag,
  source: z.enum(TICKET_SOURCES),
  itemCode: code,
  text: code,
  reportedFrom: instant,
  reportedTo: instant,
} satisfies { readonly [K in keyof Required<TicketFilter>]: z.ZodType<TicketFilter[K]> };

const CONDITIONS = z.strictObject(FILTER).partial();

export type Conditions = { readonly filter: TicketFilter; readonly said: Readonly<Record<string, string>> };

/** What an export is asked for in the query of its address, or what is wrong with it. */
export function readConditions(search: string): Conditions | { readonly answer: HttpAnswer } {
  const given = [...new URLSearchParams(search)];
  const said = Object.fromEntries(given);
  const twice = given.find(([name], index) => given.findIndex(([other]) => other === name) < index);
  if (twice) return { answer: wrongCondition(twice[0], '每个条件只能给出一次 (give each condition once)') };
  const read = CONDITIONS.safeParse(said);
  if (!read.success) return { answer: refusal(read.error) };
  try {
    return { filter: readFilter({ filter: read.data }), said };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { answer: wrongCondition(String(error.extensions.field).replace(/^filter\./, ''), error.message) };
  }
}

function refusal({ issues: [issue] }: z.ZodError): HttpAnswer {
  if (issue?.code === 'unrecognized_keys')
    return wrongCondition(
      issue.keys[0] ?? '',
      `没有这个条件 (no such condition): ${Object.keys(CONDITIONS.shape).join(', ')}`,
    );
  const field = String(issue?.path[0] ?? '');
  if (issue?.code === 'invalid_value')
    return wrongCondition(field, `应为其中之一 (should be one of): ${issue.values.join(', ')}`);
  return field.startsWith('reported')
    ? wrongCondition(field, '应为带时区的 ISO 8601 时刻 (an ISO 8601 instant with its zone)')
    : wrongCondition(field, `应为 1 至 ${CODE_MOST} 个字符 (1 to ${CODE_MOST} characters)`);
}
