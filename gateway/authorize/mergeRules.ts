import { isFieldRules, type RuleTree, type ShieldRule } from "./ruleTree.ts";

/** Rules by field while they are gathered: a type of the root has those of thousands of products. */
type Gathered = Record<string, ShieldRule>;

/** One tree of several, joined type by type. Throws TypeError when two of them rule on the same field. */
export function mergeRules(...trees: readonly RuleTree[]): RuleTree {
  const merged: Record<string, ShieldRule | Gathered> = {};
  for (const [type, rules] of trees.flatMap((tree) => Object.entries(tree))) {
    const before = merged[type];
    if (before === undefined) merged[type] = isFieldRules(rules) ? { ...rules } : rules;
    else if (isFieldRules(before) && isFieldRules(rules)) addRules(type, before, rules);
    else throw new TypeError(`${type} is ruled on twice`);
  }
  return merged;
}

function addRules(type: string, to: Gathered, rules: Readonly<Gathered>): void {
  for (const [field, rule] of Object.entries(rules)) {
    if (Object.hasOwn(to, field)) throw new TypeError(`${type}.${field} is ruled on twice`);
    to[field] = rule;
  }
}
