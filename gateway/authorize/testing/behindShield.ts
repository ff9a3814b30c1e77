import { createRequire } from "node:module";
import { type DocumentNode, execute, type ExecutionResult, type GraphQLSchema } from "graphql";
import { deny, shield } from "../loadShield.ts";
import type { RuleContext, RuleTree } from "../ruleTree.ts";

// As graphql-shield loads it: the other build would not know its generator.
const { applyMiddleware } = createRequire(import.meta.url)("graphql-middleware") as {
  applyMiddleware: (schema: GraphQLSchema, middleware: unknown) => GraphQLSchema;
};

/** An operation and who asks for it. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RuleContext;
}

/** What graphql-shield gives as a middleware around the schema's resolvers, denying what has no rule. */
export async function behindShield(
  schema: GraphQLSchema,
  tree: RuleTree,
  { document, variables, context }: AskedOperation,
): Promise<ExecutionResult> {
  const permissions = (shield as (rules: RuleTree, options: object) => unknown)(tree, { fallbackRule: deny });
  return execute({
    schema: applyMiddleware(schema, permissions),
    document,
    variableValues: variables,
    contextValue: { ...context },
  });
}
