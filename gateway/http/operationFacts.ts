import type { OperationDefinitionNode } from "graphql";

/** An operation as the log line of its request names it. */
export function operationFacts({
  name,
  operation,
}: OperationDefinitionNode): Readonly<Record<string, string>> {
  return { operation: (name?.value ?? "anonymous").slice(0, 100), kind: operation };
}
