import { GraphError, type HttpAnswer } from '@gridlink/subgraph-kit';
import { z } from 'zod';
import { wrongCondition } from './export-answers.ts';

const CODE_MOST = 200;

/** Kinds of conditions, as they stand in an address. */
export const code = z.string().min(1).max(CODE_MOST);
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** The conditions of a list in the graph, by the same names; there they are read by its schema. */
export type Shape<Given> = { readonly [K in keyof Required<Given>]: z.ZodType<Given[K]> };

export type Conditions<Filter> = { readonly filter: Filter; readonly said: Readonly<Record<string, string>> };

/** What an export is asked for in the query of its address, or what is wrong with it. */
export function readConditions<Given, Filter>(
  search: string,
  shape: Shape<Given>,
  readFilter: (given: Given) => Filter,
): Conditions<Filter> | { readonly answer: HttpAnswer } {
  const given = [...new URLSearchParams(search)];
  const said = Object.fromEntries(given);
  const twice = given.find(([name], index) => given.findIndex(([other]) => other === name) < index);
  if (twice) return { answer: wrongCondition(twice[0], '每个条件只能给出一次 (give each condition once)') };
  const fields = shape as unknown as Readonly<Record<string, z.ZodType>>;
  const read = z.strictObject(fields).partial().safeParse(said);
  if (!read.success) return { answer: refusal(read.error, Object.keys(fields)) };
  try {
    return { filter: readFilter(read.data as Given), said };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { answer: wrongCondition(String(error.extensions.field).replace(/^filter\./, ''), error.message) };
  }
}

function refusal({ issues: [issue] }: z.ZodError, names: readonly string[]): HttpAnswer {
  if (issue?.code === 'unrecognized_keys')
    return wrongCondition(issue.keys[0] ?? '', `没有这个条件 (no such condition): ${names.join(', ')}`);
  const field = String(issue?.path[0] ?? '');
  if (issue?.code === 'invalid_value')
    return wrongCondition(field, `应为其中之一 (should be one of): ${issue.values.join(', ')}`);
  return issue?.code === 'invalid_format'
    ? wrongCondition(field, '应为带时区的 ISO 8601 时刻 (an ISO 8601 instant with its zone)')
    : wrongCondition(field, `应为 1 至 ${CODE_MOST} 个字符 (1 to ${CODE_MOST} characters)`);
}
