import type { Caller } from '@gridlink/contracts';
import type { GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { allow, deny, rule, shield } from 'graphql-shield';
import { forbidden } from '../errors.ts';
import { type AccessList, mayRead, readAccessTable } from './access-table.ts';

type ShieldRule = typeof allow | ReturnType<ReturnType<typeof rule>>;
type Rules = Record<string, Record<string, ShieldRule>>;

/**
 * The subgraph's own fence (graphql-shield), built from the schema's @access directives: role rules on every field, also under
 * `_entities`; what has no rule is denied. `_entities` and `_service` are open because only the gateway's identity gets this far.
 * Caveat of the library kept out of sight here: a denied `_entities` would still have run `__resolveReference`, hence the open door.
 */
export function withAccessShield(schema: GraphQLSchema): GraphQLSchema {
  const table = readAccessTable(schema);
  const byList = new Map<string, ShieldRule>();
  const ruleFor = (access: AccessList): ShieldRule => {
    if (access.includes('ANYONE')) return allow;
    const key = [...access].sort().join(',');
    const known = byList.get(key);
    if (known) return known;
    const made = rule(`access:${key}`, { cache: 'contextual' })((_parent, _args, context: { caller: Caller }) =>
      mayRead(context.caller, access),
    );
    byList.set(key, made);
    return made;
  };

  const rules: Rules = { Query: { _entities: allow, _service: allow }, _Service: { sdl: allow } };
  for (const [coordinate, access] of table) {
    const [type = '', field = ''] = coordinate.split('.');
    rules[type] = { ...rules[type], [field]: ruleFor(access) };
  }
  return applyMiddleware(
    schema,
    shield(rules, { fallbackRule: deny, fallbackError: forbidden(), allowExternalErrors: true }),
  );
}
