import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { fragmentFields } from "./fragmentFields.ts";
import { allow, type and, deny } from "./loadShield.ts";
import { isJoin, isRule, textOf } from "./ruleParts.ts";
import type { RuleTree } from "./ruleTree.ts";

/**
 * Makes sure that graphql-shield will enforce what the rules say: every field of every object type has a
 * rule, every rule is one (a single malformed rule would void all those of its type), none is on an
 * interface, union or input (ignored there), is cached, negates another, or asks for parent values that it cannot be
 * shown: only objects below the root have any, and only plain ones of their own. Throws TypeError listing every problem.
 */
export function auditRules(schema: GraphQLSchema, tree: RuleTree): void {
  const objectTypes = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith("__"));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const problems = [
    ...Object.keys(tree).flatMap((name) => namingProblems(schema, name)),
    ...objectTypes.flatMap((type) =>
      typeProblems(
        { type, isRoot: roots.includes(type) },
        Object.hasOwn(tree, type.name) ? tree[type.name] : undefined,
      ),
    ),
  ];
  if (problems.length === 0) return;
  throw new TypeError(`the rules do not fit the schema:\n${problems.map((each) => `- ${each}`).join("\n")}`);
}

function namingProblems(schema: GraphQLSchema, name: string): readonly string[] {
  const type = schema.getType(name);
  if (type === undefined) return [`${name}: there is no such type`];
  return isObjectType(type) ? [] : [`${name}: only an object type can have rules`];
}

/** The type that rules are on, which can be one that has no values. */
interface Ruled {
  readonly type: GraphQLObjectType;
  readonly isRoot: boolean;
}

function typeProblems(on: Ruled, rules: unknown): readonly string[] {
  const { type } = on;
  if (rules === undefined) return [`${type.name}: no rule`];
  if (!isMap(rules)) return ruleProblems(on, type.name, rules);
  const fields = Object.keys(type.getFields());
  const named = Object.keys(rules).filter((name) => name !== "*");
  return [
    ...fields.filter((name) => !hasRule(rules, name)).map((name) => `${type.name}.${name}: no rule`),
    ...named
      .filter((name) => !fields.includes(name))
      .map((name) => `${type.name}.${name}: there is no such field`),
    ...Object.entries(rules).flatMap(([name, each]) => ruleProblems(on, `${type.name}.${name}`, each)),
  ];
}

function hasRule(rules: Readonly<Record<string, unknown>>, field: string): boolean {
  return Object.hasOwn(rules, field) || Object.hasOwn(rules, "*");
}

function ruleProblems(on: Ruled, where: string, each: unknown): readonly string[] {
  if (each === allow || each === deny) return [];
  if (isJoin(each)) return joinProblems(on, where, each);
  if (!isRule(each)) return [`${where}: not a rule`];
  return [
    ...(each.cache === "no_cache"
      ? []
      : [`${where}: rule "${each.name}" is cached, write cache: "no_cache"`]),
    ...valueProblems(on, where, each),
  ];
}

function valueProblems(
  { type, isRoot }: Ruled,
  where: string,
  { name, fragment }: { readonly name: string; readonly fragment: unknown },
): readonly string[] {
  if (fragment === undefined) return [];
  if (isRoot) return [`${where}: rule "${name}" asks for parent values, and ${type.name} has none`];
  const read = fragmentFields(type, textOf(fragment));
  return read.ok ? [] : [`${where}: rule "${name}" asks for parent values by what ${read.problem}`];
}

/** Joining nothing by `and` would allow. */
function joinProblems(on: Ruled, where: string, join: ReturnType<typeof and>): readonly string[] {
  const parts = join.getRules();
  return parts.length === 0
    ? [`${where}: joins no rules`]
    : parts.flatMap((part) => ruleProblems(on, where, part));
}

/** A plain object; an instance, of whatever class, is meant as a rule. */
function isMap(rules: unknown): rules is Readonly<Record<string, unknown>> {
  return typeof rules === "object" && rules !== null && Object.getPrototypeOf(rules) === Object.prototype;
}
