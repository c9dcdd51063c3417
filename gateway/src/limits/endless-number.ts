import { BREAK, type DocumentNode, Kind, type ValueNode, visit } from 'graphql';

/** Whether a document holds a number such as 1e999, which is valid as text, infinite as a number, and nothing the planner can print. */
export function hasEndlessNumber(document: DocumentNode): boolean {
  let found = false;
  const look = (node: ValueNode) => {
    if (!('value' in node) || Number.isFinite(Number(node.value))) return undefined;
    found = true;
    return BREAK;
  };
  visit(document, { [Kind.FLOAT]: look, [Kind.INT]: look });
  return found;
}
