/**
 * Who may do something, as plain data: it can be stored in the catalog, explained in words and evaluated in
 * any process. There is no negation on purpose: every rule only ever adds people, so a part that cannot be
 * evaluated can never let someone in.
 */
export type Rule =
  | { readonly kind: "anyone" }
  | { readonly kind: "nobody" }
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "scope"; readonly scope: string }
  | { readonly kind: "team"; readonly team: string }
  | { readonly kind: "purpose"; readonly purpose: string }
  | { readonly kind: "consumer"; readonly consumer: string }
  | { readonly kind: "anyOf"; readonly rules: readonly Rule[] }
  | { readonly kind: "allOf"; readonly rules: readonly Rule[] };

/** Every authenticated consumer. */
export const anyone: Rule = { kind: "anyone" };
/** No consumer at all; the default wherever a rule is left out. */
export const nobody: Rule = { kind: "nobody" };
/** Consumers whose token lists the role. */
export const role = (name: string): Rule => ({ kind: "role", role: name });
/** Consumers whose token carries the OAuth scope. */
export const scope = (name: string): Rule => ({ kind: "scope", scope: name });
/** Members of an owner team: consumers with the role `team:NAME`. */
export const team = (name: string): Rule => ({ kind: "team", team: name });
/** Consumers for whom this purpose counts: it is the product's, and they are entitled to it (`effectivePurpose`). */
export const purpose = (name: string): Rule => ({ kind: "purpose", purpose: name });
/** The one consumer of this id, the subject of its token: a person or a service. */
export const consumer = (id: string): Rule => ({ kind: "consumer", consumer: id });
/** Satisfied when one of the rules is; empty means nobody. */
export const anyOf = (...rules: readonly Rule[]): Rule => ({ kind: "anyOf", rules });
/** Satisfied when every rule is; empty means nobody, since deny is the default. */
export const allOf = (...rules: readonly Rule[]): Rule => ({ kind: "allOf", rules });
