import { badUserInput, type PageRequest } from '@gridlink/subgraph-kit';

/** The code a page starts after, undefined for a first page. All lists of this service go by one code. @throws BAD_USER_INPUT */
export function codeAfter({ after }: PageRequest): string | undefined {
  if (after === null) return undefined;
  const [code] = after;
  if (after.length === 1 && typeof code === 'string') return code;
  throw badUserInput('after 不是有效的游标 (not a cursor of this list)', 'after');
}
