import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { allow, and, chain, deny, or, race, rule } from "./loadShield.ts";
import type { RuleTree } from "./ruleTree.ts";

const RULE = rule("kind", { cache: "no_cache" })(() => false).constructor;
const JOINS = [and(), or(), chain(), race()].map((each) => each.constructor);

/**
 * Makes sure that graphql-shield will enforce what the rules say: every field of every object type has a
 * rule, every rule is one (a single malformed rule would void all those of its type), none is on an
 * interface, union or input (ignored there), is cached, negates another, or asks for parent values, which do
 * not exist before planning. Throws TypeError listing every problem.
 */
export function auditRules(schema: GraphQLSchema, tree: RuleTree): void {
  const objectTypes = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith("__"));
  const problems = [
    ...Object.keys(tree).flatMap((name) => namingProblems(schema, name)),
    ...objectTypes.flatMap((type) =>
      typeProblems(type, Object.hasOwn(tree, type.name) ? tree[type.name] : undefined),
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

function typeProblems(type: GraphQLObjectType, rules: unknown): readonly string[] {
  if (rules === undefined) return [`${type.name}: no rule`];
  if (!isMap(rules)) return ruleProblems(type.name, rules);
  const fields = Object.keys(type.getFields());
  const named = Object.keys(rules).filter((name) => name !== "*");
  return [
    ...fields.filter((name) => !hasRule(rules, name)).map((name) => `${type.name}.${name}: no rule`),
    ...named
      .filter((name) => !fields.includes(name))
      .map((name) => `${type.name}.${name}: there is no such field`),
    ...Object.entries(rules).flatMap(([name, each]) => ruleProblems(`${type.name}.${name}`, each)),
  ];
}

function hasRule(rules: Readonly<Record<string, unknown>>, field: string): boolean {
  return Object.hasOwn(rules, field) || Object.hasOwn(rules, "*");
}

function ruleProblems(where: string, each: unknown): readonly string[] {
  if (each === allow || each === deny) return [];
  if (isJoin(each)) return joinProblems(where, each);
  if (!isRule(each)) return [`${where}: not a rule`];
  return [
    ...(each.cache === "no_cache"
      ? []
      : [`${where}: rule "${each.name}" is cached, write cache: "no_cache"`]),
    ...(each.fragment === undefined ? [] : [`${where}: rule "${each.name}" asks for parent values`]),
  ];
}

/** Joining nothing by `and` would allow. */
function joinProblems(where: string, join: ReturnType<typeof and>): readonly string[] {
  const parts = join.getRules();
  return parts.length === 0
    ? [`${where}: joins no rules`]
    : parts.flatMap((part) => ruleProblems(where, part));
}

/** A plain object; an instance, of whatever class, is meant as a rule. */
function isMap(rules: unknown): rules is Readonly<Record<string, unknown>> {
  return typeof rules === "object" && rules !== null && Object.getPrototypeOf(rules) === Object.prototype;
}

function isRule(each: unknown): each is { name: string; cache: unknown; fragment: unknown } {
  return isMadeBy(each, [RULE]);
}

function isJoin(each: unknown): each is ReturnType<typeof and> {
  return isMadeBy(each, JOINS);
}

function isMadeBy(each: unknown, constructors: readonly unknown[]): boolean {
  return typeof each === "object" && each !== null && constructors.includes(each.constructor);
}
