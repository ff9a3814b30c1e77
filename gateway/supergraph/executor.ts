import type { DocumentNode, GraphQLFormattedError } from "graphql";
import type { CallSubgraph } from "./subgraphCall.ts";

/** One operation to plan and execute; valid, and with coerced variables. */
export interface Execution {
  readonly document: DocumentNode;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly call: CallSubgraph;
}

/** What execution across subgraphs gave. What a subgraph did not deliver is null, and an error says so. */
export interface ExecutionOutcome {
  readonly data: Readonly<Record<string, unknown>>;
  /**
   * With a code of the closed set; the path is that of the field, with list indices only where rows differ.
   */
  readonly errors: readonly GraphQLFormattedError[];
}

/**
 * Plans operations over a supergraph and executes them: the seam behind which the engine can be replaced.
 * Rejects when an operation cannot be planned.
 */
export interface Executor {
  execute(execution: Execution): Promise<ExecutionOutcome>;
}
