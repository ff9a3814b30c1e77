import { withoutValues } from "./ruleParts.ts";
import { type FieldRules, isFieldRules, type RuleTree, type ShieldRule } from "./ruleTree.ts";

/** The rules as far as they can be evaluated before anything is fetched; those that ask for no values are the same ones. */
export function beforeFetching(tree: RuleTree): RuleTree {
  const known = new Map<ShieldRule, ShieldRule>();
  const reduced = (rule: ShieldRule): ShieldRule => {
    const made = known.get(rule) ?? withoutValues(rule);
    known.set(rule, made);
    return made;
  };
  const ofFields = (rules: FieldRules): FieldRules =>
    Object.fromEntries(Object.entries(rules).map(([field, rule]) => [field, reduced(rule)]));
  return Object.fromEntries(
    Object.entries(tree).map(([type, rules]) => [
      type,
      isFieldRules(rules) ? ofFields(rules) : reduced(rules),
    ]),
  );
}
