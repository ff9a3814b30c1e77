import type { Consumer } from "@datamesh/kernel/policy";
import type { IRule } from "graphql-shield";
import type { and } from "./loadShield.ts";

/** One rule of graphql-shield, or several joined by `and`, `or`, `chain` or `race`. */
export type ShieldRule = IRule | ReturnType<typeof and>;

/** Rules by field, with `*` for the fields not named. */
export type FieldRules = { readonly [field: string]: ShieldRule };

/** graphql-shield's rules by object type: one for all its fields, or by field. */
export type RuleTree = { readonly [type: string]: ShieldRule | FieldRules };

/**
 * All a rule may look at besides a field's arguments, and besides the values of its `fragment`, which are the parent of a
 * rule that has one. Others have no parent: they run before anything is fetched.
 */
export interface RuleContext {
  readonly consumer: Consumer;
}

/**
 * Tells the two kinds of entry of a tree apart. A field may be called `resolve`, so it is the method that
 * counts.
 */
export function isFieldRules(rules: ShieldRule | FieldRules): rules is FieldRules {
  return typeof rules.resolve !== "function";
}

/** The rule that graphql-shield takes for a field. */
export function ruleOf(tree: RuleTree, type: string, field: string): ShieldRule | undefined {
  const rules = Object.hasOwn(tree, type) ? tree[type] : undefined;
  if (rules === undefined || !isFieldRules(rules)) return rules;
  return Object.hasOwn(rules, field) ? rules[field] : rules["*"];
}
