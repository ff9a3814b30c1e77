import type { MeshError } from "@datamesh/kernel";
import type { GraphQLSchema } from "graphql";
import { deny, shield } from "./loadShield.ts";
import { notAllowed } from "./notAllowed.ts";
import { ruleOf, type RuleTree, type ShieldRule } from "./ruleTree.ts";

/** What graphql-shield compiles a rule to: it calls `resolve` if the rule allows, else answers an Error. */
export type Guard = (
  resolve: () => true,
  parent: object | undefined,
  args: object,
  context: object,
) => Promise<true | MeshError | Error>;

/** A field's compiled guard, and the rule it was compiled from: two guards of one rule are the same in all they do. */
export interface CompiledRule {
  readonly rule: ShieldRule;
  readonly guard: Guard;
}

/** Finds the compiled rule of a field; where there is none, one that denies. */
export type FindRule = (type: string, field: string) => CompiledRule;

type Compiled = Readonly<Record<string, Readonly<Record<string, Guard | { readonly resolve: Guard }>>>>;

/**
 * Compiles a tree with graphql-shield itself, so that a rule here means what it means everywhere else; what has no rule
 * is denied. Throws graphql-shield's own error for a tree it refuses.
 */
export function compileGuards(schema: GraphQLSchema, tree: RuleTree): FindRule {
  const options = {
    fallbackRule: deny,
    fallbackError: notAllowed(),
    debug: false,
    allowExternalErrors: false,
  };
  // The published types ask for an option that has a default, and for rules that may still be changed.
  const generator = (shield as (tree: RuleTree, options: object) => ReturnType<typeof shield>)(tree, options);
  const compiled = generator.generate(schema) as unknown as Compiled;
  return (type, field) => {
    const found = compiled[type]?.[field];
    if (found === undefined) return { rule: deny, guard: refuse };
    return {
      rule: ruleOf(tree, type, field) ?? deny,
      guard: typeof found === "function" ? found : found.resolve,
    };
  };
}

const refuse: Guard = () => Promise.resolve(notAllowed());
