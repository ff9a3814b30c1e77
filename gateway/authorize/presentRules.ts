import { type GraphQLSchema, isObjectType } from "graphql";
import { type FieldRules, isFieldRules, type RuleTree, type ShieldRule } from "./ruleTree.ts";

/**
 * The hand-written rules without those on types and fields that the schema does not have now, since a context
 * may not be registered yet. That hides no mistake in spelling: the field it was meant for is then left
 * without a rule, which the audit refuses. A type with `*` keeps its rules as they are, for there the audit
 * would not see it.
 */
export function presentRules(tree: RuleTree, schema: GraphQLSchema): RuleTree {
  const present = Object.entries(tree).filter(([name]) => schema.getType(name) !== undefined);
  return Object.fromEntries(present.map(([name, rules]) => [name, presentFields(rules, name, schema)]));
}

function presentFields(
  rules: ShieldRule | FieldRules,
  name: string,
  schema: GraphQLSchema,
): ShieldRule | FieldRules {
  const type = schema.getType(name);
  if (!isObjectType(type) || !isFieldRules(rules) || "*" in rules) return rules;
  return Object.fromEntries(Object.entries(rules).filter(([field]) => field in type.getFields()));
}
