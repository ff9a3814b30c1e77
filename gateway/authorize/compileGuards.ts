import type { MeshError } from "@datamesh/kernel";
import type { GraphQLSchema } from "graphql";
import { judgeOf, type Judge, type Said } from "./judgeRule.ts";
import { deny, shield } from "./loadShield.ts";
import { notAllowed } from "./notAllowed.ts";
import { isFieldRules, ruleOf, type RuleTree, type ShieldRule } from "./ruleTree.ts";

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
 * Compiles a tree with graphql-shield itself, so that a rule here means what it means everywhere else; what has no rule
 * is denied. Rules that may answer at once are evaluated without it, by the same laws (gateway/authorize/judgeRule.ts).
 * Throws graphql-shield's own error for a tree it refuses.
 */
export function compileGuards(schema: GraphQLSchema, tree: RuleTree): FindRule {
  const fallbackError = notAllowed();
  const options = { fallbackRule: deny, fallbackError, debug: false, allowExternalErrors: false };
  // The published types ask for an option that has a default, and for rules that may still be changed.
  const generator = (shield as (tree: RuleTree, options: object) => ReturnType<typeof shield>)(tree, options);
  const compiled = generator.generate(schema) as unknown as Compiled;
  return (type, field) => {
    const found = compiled[type]?.[field];
    if (found === undefined) return { rule: deny, guard: notAllowed };
    const rule = ruleOf(tree, type, field) ?? deny;
    const judge = isCounted(tree, type) ? judgeOf(rule) : undefined;
    return {
      rule,
      guard: judge === undefined ? byShield(found) : prompt(judge, fallbackError),
    };
  };
}

/** Whether graphql-shield takes the rules of a type: of what has one among them that is none, it takes none. */
function isCounted(tree: RuleTree, type: string): boolean {
  const rules = Object.hasOwn(tree, type) ? tree[type] : undefined;
  if (rules === undefined || !isFieldRules(rules)) return true;
  return Object.values(rules).every((each) => judgeOf(each) !== undefined);
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
