import { type DocumentNode, Kind, type ValueNode, visit } from 'graphql';

/**
 * Levels of the deepest list or object written into a document. The planner looks for variables inside such a value twice at each
 * level, so thirty brackets would keep the gateway busy for minutes.
 */
export function literalDepth(document: DocumentNode): number {
  let level = 0;
  let deepest = 0;
  const down = {
    enter() {
      level += 1;
      deepest = Math.max(deepest, level);
    },
    leave() {
      level -= 1;
    },
  } satisfies { enter: (node: ValueNode) => void; leave: () => void };
  visit(document, { [Kind.LIST]: down, [Kind.OBJECT]: down });
  return deepest;
}
