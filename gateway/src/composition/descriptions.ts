import { Kind, parse, visit } from 'graphql';

const CHINESE = /\p{Script=Han}/u;
const SPECIFIED: ReadonlySet<string> = new Set(['access']);

type Described = { readonly name: { readonly value: string }; readonly description?: { readonly value: string } };

/** Why a description is not one Chinese line followed by one or more English ones, or undefined when it is. */
function problemOf(description: string | undefined): string | undefined {
  if (!description) return 'has no description';
  const [first = '', second = '', ...rest] = description.trim().split('\n');
  if (!CHINESE.test(first)) return 'has no Chinese first line';
  if (!/[a-z]/i.test(second)) return 'has no English second line';
  if (rest.length > 1) return 'has a description of more than three lines';
  return undefined;
}

/**
 * Every type, field, argument, input field and enum value of an API schema whose description is not bilingual, by coordinate:
 * `Ticket.stage has no description`.
 */
export function descriptionProblems(apiSchema: string): string[] {
  const problems: string[] = [];
  const path: string[] = [];
  const enter = (node: Described): void => {
    path.push(node.name.value);
    const problem = SPECIFIED.has(path[0] ?? '') ? undefined : problemOf(node.description?.value);
    if (problem) problems.push(`${path.join('.')} ${problem}`);
  };
  const leave = (): void => void path.pop();
  const both = { enter, leave };
  visit(parse(apiSchema), {
    [Kind.OBJECT_TYPE_DEFINITION]: both,
    [Kind.INTERFACE_TYPE_DEFINITION]: both,
    [Kind.UNION_TYPE_DEFINITION]: both,
    [Kind.ENUM_TYPE_DEFINITION]: both,
    [Kind.INPUT_OBJECT_TYPE_DEFINITION]: both,
    [Kind.SCALAR_TYPE_DEFINITION]: both,
    [Kind.FIELD_DEFINITION]: both,
    [Kind.INPUT_VALUE_DEFINITION]: both,
    [Kind.ENUM_VALUE_DEFINITION]: both,
  });
  return problems.filter((problem) => !/^(Query|Mutation|Subscription) /.test(problem));
}
