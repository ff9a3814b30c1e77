import { MeshError } from "@datamesh/kernel";
import { getArgumentValues, GraphQLError, type GraphQLSchema } from "graphql";
import type { Selection } from "./collectSelections.ts";
import { deny, shield } from "./loadShield.ts";
import type { RuleContext, RuleTree } from "./ruleTree.ts";

/** A selection that this consumer may not make, and why. */
export interface Refusal {
  readonly selection: Selection;
  readonly error: MeshError;
}

/** Evaluates the rules on selections, each once. Variables are the coerced ones. */
export type EvaluateRules = (
  selections: readonly Selection[],
  variables: Readonly<Record<string, unknown>>,
  context: RuleContext,
) => Promise<readonly Refusal[]>;

/** What graphql-shield compiles a rule to: it calls `resolve` if the rule allows, else answers an Error. */
type Guard = (resolve: () => true, parent: undefined, args: object, context: object) => Promise<unknown>;
type Guards = Readonly<Record<string, Readonly<Record<string, Guard | { readonly resolve: Guard }>>>>;

/**
 * Compiles rules with graphql-shield itself, for a schema whose fields are never resolved here: in a
 * federated gateway the middleware it makes would never run, so it is called for each selection before
 * planning instead. What has no rule is denied, and a rule that throws denies. Throws graphql-shield's own
 * error for a tree it refuses.
 */
export function compileRules(schema: GraphQLSchema, tree: RuleTree): EvaluateRules {
  const guards = guardsOf(schema, tree);
  return async (selections, variables, { consumer }) => {
    const verdicts = selections.map(async (selection) => {
      const error = await refusalOf(guards, selection, variables, { consumer });
      return error === undefined ? [] : [{ selection, error }];
    });
    return (await Promise.all(verdicts)).flat();
  };
}

function guardsOf(schema: GraphQLSchema, tree: RuleTree): Guards {
  const options = {
    fallbackRule: deny,
    fallbackError: notAllowed(),
    debug: false,
    allowExternalErrors: false,
  };
  // The published types ask for an option that has a default, and for rules that may still be changed.
  const generator = (shield as (tree: RuleTree, options: object) => ReturnType<typeof shield>)(tree, options);
  return generator.generate(schema) as unknown as Guards;
}

async function refusalOf(
  guards: Guards,
  selection: Selection,
  variables: Readonly<Record<string, unknown>>,
  context: RuleContext,
): Promise<MeshError | undefined> {
  const { type, field, node } = selection;
  const guard = guards[type.name]?.[field.name];
  if (guard === undefined) return notAllowed();
  let args: object;
  try {
    args = getArgumentValues(field, node, variables);
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    return new MeshError("BAD_USER_INPUT", cause.message, {}, { cause });
  }
  const allow = typeof guard === "function" ? guard : guard.resolve;
  // A context of its own for each: graphql-shield keeps its cache in there.
  const verdict = await allow(() => true, undefined, args, { ...context });
  if (verdict === true) return undefined;
  return verdict instanceof MeshError ? verdict : notAllowed();
}

/** For a rule that says no more than no. */
const notAllowed = (): MeshError => new MeshError("FORBIDDEN", "the rules of this mesh do not allow this");
