import { allow, and, chain, deny, type IRules, not, or, race, rule } from 'graphql-shield';

/** Interfaces, unions, nested objects, arguments: what a rule tree has to be decided over. */
export const shieldTypeDefs = /* GraphQL */ `
  interface Named { name: String, self: Named }
  union Anything = Person | Place | Secret
  enum Size { SMALL LARGE }
  input Where { size: Size, near: Where }
  type Query { person(id: ID, secretly: Boolean): Person, place: Place, named: [Named], anything: [Anything], secret: Secret, sized(where: Where): Place }
  type Mutation { rename(name: String!): Person, erase: Secret }
  type Person implements Named { name: String, self: Person, phone(mask: Boolean): String, home: Place, friends: [Person] }
  type Place implements Named { name: String, self: Place, owner: Person, related: [Anything] }
  type Secret { key: String, holder: Person }
`;

export type Asking = { readonly caller: { readonly kind: string; readonly roles: readonly string[] } };

const has = (role: string) =>
  rule(`has ${role}`, { cache: 'contextual' })((_parent, _args, { caller }: Asking) => caller.roles.includes(role));
const clerk = has('TOWN_OPERATOR');
const auditor = has('AUDITOR');
const admin = has('ADMIN');
const unlessSecretly = rule('unless secretly', { cache: 'no_cache' })(
  (_parent, { secretly }: { secretly?: boolean }) => secretly !== true,
);
const masked = rule('masked', { cache: 'no_cache' })((_parent, { mask }: { mask?: boolean }) => mask === true);

/** Every kind of rule and combination that graphql-shield has, over the schema above. */
export const shieldRules: IRules = {
  Query: {
    person: or(unlessSecretly, admin),
    place: allow,
    named: clerk,
    anything: or(clerk, auditor),
    secret: and(clerk, auditor),
    sized: not(auditor),
  },
  Mutation: { rename: chain(clerk, not(auditor)), erase: deny },
  Person: { '*': allow, phone: race(admin, and(clerk, masked)), home: or(clerk, auditor) },
  Place: { name: allow, self: allow, owner: not(clerk) },
  Secret: admin,
};
