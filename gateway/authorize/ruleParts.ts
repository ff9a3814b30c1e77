import { allow, and, chain, or, race, rule } from "./loadShield.ts";
import type { ShieldRule } from "./ruleTree.ts";

type Join = ReturnType<typeof and>;

const RULE = rule("kind", { cache: "no_cache" })(() => false).constructor;
const JOINS = new Map<unknown, (...parts: ShieldRule[]) => ShieldRule>(
  [and, or, chain, race].map((join) => [join().constructor, join]),
);

/** Whether it is one rule that somebody wrote. */
export function isRule(each: unknown): each is { name: string; cache: unknown; fragment: unknown } {
  return isObject(each) && each.constructor === RULE;
}

/** Whether it joins rules by `and`, `or`, `chain` or `race`. */
export function isJoin(each: unknown): each is Join {
  return isObject(each) && JOINS.has(each.constructor);
}

/** The texts in which the rules in it ask for values of the object a field stands in (graphql-shield's `fragment`). */
export function fragmentsIn(each: unknown): readonly string[] {
  if (isJoin(each)) return each.getRules().flatMap(fragmentsIn);
  return isRule(each) && each.fragment !== undefined ? [textOf(each.fragment)] : [];
}

/**
 * What can be decided of a rule before there are values: the same with every part allowing that asks for some. None of the
 * joins turns a refusal into its opposite, so what this refuses, the rule itself refuses whatever the values are.
 */
export function withoutValues(each: ShieldRule): ShieldRule {
  if (fragmentsIn(each).length === 0) return each;
  if (!isJoin(each)) return allow;
  const join = JOINS.get(each.constructor);
  return join === undefined
    ? each
    : join(...each.getRules().map((part) => withoutValues(part as ShieldRule)));
}

function isObject(each: unknown): each is object {
  return typeof each === "object" && each !== null;
}

/** The text of a rule's fragment; empty for what is none, which then names no fields. */
export const textOf = (fragment: unknown): string => (typeof fragment === "string" ? fragment : "");
