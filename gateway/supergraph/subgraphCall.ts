import type { GraphQLFormattedError } from "graphql";

/** A GraphQL request to a subgraph. */
export interface SubgraphQuery {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * What a subgraph answered. Every error has a code of the closed set and nothing in it that is not for
 * consumers.
 */
export interface SubgraphResult {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphQLFormattedError[];
  /** As they were sent: whoever uses them checks them. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Asks a subgraph on behalf of one consumer. Never rejects: what goes wrong is an error in the result. */
export type CallSubgraph = (subgraph: string, query: SubgraphQuery) => Promise<SubgraphResult>;
