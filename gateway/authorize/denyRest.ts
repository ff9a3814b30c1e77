import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { deny } from "./loadShield.ts";
import { type FieldRules, isFieldRules, type RuleTree, type ShieldRule } from "./ruleTree.ts";

/**
 * A tree that denies every field of the schema which the given one says nothing of, field by field. Subscriptions are
 * left out: they have a rule of their own.
 */
export function denyRest(tree: RuleTree, schema: GraphQLSchema): RuleTree {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const own = types.filter((type) => !type.name.startsWith("__") && type !== schema.getSubscriptionType());
  return {
    ...tree,
    ...Object.fromEntries(own.map((type) => [type.name, completed(type, ruleOn(tree, type.name))])),
  };
}

const ruleOn = (tree: RuleTree, name: string): ShieldRule | FieldRules =>
  (Object.hasOwn(tree, name) ? tree[name] : undefined) ?? deny;

/** What the tree says of fields that there are not stays: the audit has to see it. */
function completed(type: GraphQLObjectType, rules: ShieldRule | FieldRules): FieldRules {
  const { "*": rest = deny, ...named } = isFieldRules(rules) ? rules : { "*": rules };
  const fields = Object.keys(type.getFields());
  return { ...Object.fromEntries(fields.map((field) => [field, rest])), ...named };
}
