import type { GraphQLSchema } from 'graphql';
import { allow, deny, type IRules, rule } from 'graphql-shield';
import { type AccessList, mayRead } from './access-table.ts';
import type { Asker } from './asker.ts';

export type ShieldRule = Exclude<IRules, Record<string, unknown>>;
type FieldRules = Record<string, ShieldRule>;
type Leaf = { readonly name: string; readonly cache?: unknown };

export type RuleTree = {
  /** The rule of a field; what is not mapped is denied. */
  ruleOf(type: string, field: string): ShieldRule;
  /** True when the rule's answer depends on the caller alone. */
  isByCallerAlone(rule: ShieldRule): boolean;
};

const isRule = (value: unknown): value is ShieldRule => typeof (value as { resolve?: unknown })?.resolve === 'function';
const partsOf = (rule: ShieldRule): readonly ShieldRule[] => ('getRules' in rule ? rule.getRules() : []);
const isLeaf = (rule: ShieldRule): boolean => !('getRules' in rule);
const cacheOf = (rule: ShieldRule): unknown => (rule as unknown as Leaf).cache;

const leavesOf = (rule: ShieldRule): ShieldRule[] => (isLeaf(rule) ? [rule] : partsOf(rule).flatMap(leavesOf));

/** The tree the schema's @access directives stand for: one rule per list of roles, shared by all fields that name it. */
export function rulesFromAccess(table: ReadonlyMap<string, AccessList>): IRules {
  const byRoles = new Map<string, ShieldRule>();
  const ruleFor = (access: AccessList): ShieldRule => {
    if (access.includes('ANYONE')) return allow;
    const key = [...access].sort().join(',');
    const made =
      byRoles.get(key) ??
      rule(`access:${key}`, { cache: 'contextual' })((_parent, _args, { caller }: { caller: Asker }) =>
        mayRead(caller, access),
      );
    byRoles.set(key, made);
    return made;
  };
  const tree: Record<string, FieldRules> = {};
  for (const [coordinate, access] of table) {
    const [type = '', field = ''] = coordinate.split('.');
    tree[type] = { ...tree[type], [field]: ruleFor(access) };
  }
  return tree;
}

/**
 * Reads a graphql-shield rule tree for evaluation on operations. Throws, naming all of them, when a rule may look at the parent
 * object (no parent is known before execution) or when the tree speaks of fields the schema does not have.
 */
export function readRuleTree(rules: IRules, schema: GraphQLSchema): RuleTree {
  const tree = rules as ShieldRule | Record<string, ShieldRule | FieldRules>;
  const problems = isRule(tree)
    ? parentReaders(tree, '*')
    : Object.entries(tree).flatMap(([type, of]) => typeProblems(schema, type, of));
  if (problems.length > 0) throw new Error(`the rules cannot be decided on an operation:\n  ${problems.join('\n  ')}`);
  return {
    ruleOf(type, field) {
      if (isRule(tree)) return tree;
      const ofType = Object.hasOwn(tree, type) ? tree[type] : undefined;
      if (ofType === undefined) return deny;
      if (isRule(ofType)) return ofType;
      return (Object.hasOwn(ofType, field) ? ofType[field] : ofType['*']) ?? deny;
    },
    isByCallerAlone: (rule) => leavesOf(rule).every((leaf) => cacheOf(leaf) === 'contextual'),
  };
}

/** By graphql-shield's own contract a rule that needs parent or arguments is cached `strict` or by a function of its own. */
function parentReaders(rule: ShieldRule, coordinate: string): string[] {
  return leavesOf(rule)
    .filter((leaf) => cacheOf(leaf) !== 'contextual' && cacheOf(leaf) !== 'no_cache')
    .map((leaf) => `${coordinate}: rule "${(leaf as unknown as Leaf).name}" may read the parent`);
}

function typeProblems(schema: GraphQLSchema, type: string, of: ShieldRule | FieldRules): string[] {
  const fields = fieldsOf(schema, type);
  if (!fields) return [`${type} is not an object type of the schema`];
  if (isRule(of)) return parentReaders(of, type);
  return Object.entries(of).flatMap(([field, rule]) =>
    field === '*' || fields.has(field)
      ? parentReaders(rule, `${type}.${field}`)
      : [`${type}.${field} is not a field of the schema`],
  );
}

function fieldsOf(schema: GraphQLSchema, name: string): ReadonlySet<string> | undefined {
  const type = schema.getType(name);
  return type && 'getFields' in type ? new Set(Object.keys(type.getFields())) : undefined;
}
