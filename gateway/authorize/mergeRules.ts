import { type FieldRules, isFieldRules, type RuleTree, type ShieldRule } from "./ruleTree.ts";

/** One tree of several, joined type by type. Throws TypeError when two of them rule on the same field. */
export function mergeRules(...trees: readonly RuleTree[]): RuleTree {
  const merged: Record<string, ShieldRule | FieldRules> = {};
  for (const [type, rules] of trees.flatMap((tree) => Object.entries(tree))) {
    const before = merged[type];
    merged[type] = before === undefined ? rules : mergeFields(type, before, rules);
  }
  return merged;
}

function mergeFields(
  type: string,
  before: ShieldRule | FieldRules,
  rules: ShieldRule | FieldRules,
): FieldRules {
  if (!isFieldRules(before) || !isFieldRules(rules)) throw new TypeError(`${type} is ruled on twice`);
  const twice = Object.keys(rules).find((field) => Object.hasOwn(before, field));
  if (twice !== undefined) throw new TypeError(`${type}.${twice} is ruled on twice`);
  return { ...before, ...rules };
}
