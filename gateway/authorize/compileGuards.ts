import type { MeshError } from "@datamesh/kernel";
import { type GraphQLSchema, isObjectType } from "graphql";
import { judgeOf, type Judge, type Said } from "./judgeRule.ts";
import { deny, shield } from "./loadShield.ts";
import { notAllowed } from "./notAllowed.ts";
import { type FieldRules, isFieldRules, ruleOf, type RuleTree, type ShieldRule } from "./ruleTree.ts";

/** What a guard finds: true if the rule allows, else the error it refuses with. */
export type Verdict = true | MeshError | Error;

/** Evaluates a rule, at once where it can. */
export type Guard = (parent: object | undefined, args: object, context: object) => Verdict | Promise<Verdict>;

/** A field's compiled guard, and the rule it was compiled from: two guards of one rule are the same in all they do. */
export interface CompiledRule {
  readonly rule: ShieldRule;
  readonly guard: Guard;
}

/** Finds the compiled rule of a field; where there is none, one that denies. */
export type FindRule = (type: string, field: string) => CompiledRule;

/** What graphql-shield compiles a rule to: it calls `resolve` if the rule allows, else answers an Error. */
type Middleware = (
  resolve: () => true,
  parent: object | undefined,
  args: object,
  context: object,
) => Promise<Verdict>;

type Compiled = Readonly<
  Record<string, Readonly<Record<string, Middleware | { readonly resolve: Middleware }>>>
>;

/**
 * Compiles a tree to what graphql-shield would make of it; what has no rule is denied. Rules that may answer at once are
 * evaluated without it, by the same laws (gateway/authorize/judgeRule.ts), and graphql-shield compiles the types that
 * have others: of thousands of types it copies all it made so far for each. Throws graphql-shield's own error for a tree
 * it refuses.
 */
export function compileGuards(schema: GraphQLSchema, tree: RuleTree): FindRule {
  const fallbackError = notAllowed();
  const options = { fallbackRule: deny, fallbackError, debug: false, allowExternalErrors: false };
  // The published types ask for an option that has a default, and for rules that may still be changed.
  const generatorOf = (rules: RuleTree) =>
    (shield as (tree: RuleTree, options: object) => ReturnType<typeof shield>)(rules, options);
  // Looks at all rules beside one another; one that stands in many places is looked at once.
  generatorOf({ all: distinctRules(tree) });
  const left = leftToShield(schema, tree);
  const compiled = generatorOf(left).generate(onlyTypes(schema, left)) as unknown as Compiled;
  return (type, field) => {
    const rule = ruleOf(tree, type, field) ?? deny;
    if (Object.hasOwn(left, type)) {
      const found = compiled[type]?.[field];
      return found === undefined ? { rule: deny, guard: notAllowed } : { rule, guard: byShield(found) };
    }
    const judge = hasField(schema, type, field) ? judgeOf(rule) : undefined;
    return judge === undefined
      ? { rule: deny, guard: notAllowed }
      : { rule, guard: prompt(judge, fallbackError) };
  };
}

/** The types whose rules do not all answer at once, and those that graphql-shield refuses. */
function leftToShield(schema: GraphQLSchema, tree: RuleTree): RuleTree {
  return Object.fromEntries(
    Object.entries(tree).filter(([type, rules]) => {
      if (!isFieldRules(rules)) return judgeOf(rules) === undefined || schema.getType(type) === undefined;
      // Of what has one among them that is none, graphql-shield takes none.
      return Object.entries(rules).some(
        ([field, each]) => judgeOf(each) === undefined || (field !== "*" && !hasField(schema, type, field)),
      );
    }),
  );
}

function hasField(schema: GraphQLSchema, type: string, field: string): boolean {
  const found = schema.getType(type);
  return isObjectType(found) && Object.hasOwn(found.getFields(), field);
}

/** As much of a schema as graphql-shield looks at. */
function onlyTypes(schema: GraphQLSchema, tree: RuleTree): GraphQLSchema {
  const types = Object.keys(tree).flatMap((name) => schema.getType(name) ?? []);
  const typeMap = Object.fromEntries(types.map((type) => [type.name, type] as const));
  return { getTypeMap: () => typeMap } as Partial<GraphQLSchema> as GraphQLSchema;
}

function distinctRules(tree: RuleTree): FieldRules {
  const rules = Object.values(tree).flatMap((each) => (isFieldRules(each) ? Object.values(each) : [each]));
  return Object.fromEntries([...new Set(rules)].map((rule, index) => [`rule ${index}`, rule] as const));
}

function byShield(found: Middleware | { readonly resolve: Middleware }): Guard {
  const middleware = typeof found === "function" ? found : found.resolve;
  return (parent, args, context) => middleware(allowed, parent, args, context);
}

const allowed = (): true => true;

/** What graphql-shield makes of what a rule says. */
function prompt(judge: Judge, fallbackError: MeshError): Guard {
  const verdictOf = (said: Said): Verdict => (said === false ? fallbackError : said);
  return (parent, args, context) => {
    const said = judge(parent, args, context);
    return said instanceof Promise ? said.then(verdictOf) : verdictOf(said);
  };
}
