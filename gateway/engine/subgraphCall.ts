import type { GraphQLFormattedError } from "graphql";
import type { PassableText } from "./pass/passableText.ts";

/** A request to a subgraph, ready to be sent. */
export interface SubgraphQuery {
  /** The text of a GraphQL-over-HTTP request: a JSON object of `query`, `operationName`, `variables`, `extensions`. */
  readonly body: string;
  /** Whether asking it again changes nothing: true of queries, never of mutations. */
  readonly repeatable: boolean;
  /** Where it answers anything, the body of the response need not be parsed. */
  readonly passes?: PassableText;
}

/**
 * What a subgraph answered. Every error has a code of the closed set and nothing in it that is not for
 * consumers.
 */
export interface SubgraphResult {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** What the query let pass unparsed; then there is nothing else. */
  readonly dataText?: string | Buffer;
  readonly errors: readonly GraphQLFormattedError[];
  /** As they were sent: whoever uses them checks them. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Asks a subgraph on behalf of one consumer. Never rejects: what goes wrong is an error in the result. */
export type CallSubgraph = (subgraph: string, query: SubgraphQuery) => Promise<SubgraphResult>;
