import type { GraphQLFormattedError } from "graphql";
import type { Consumer } from "../../policy/index.ts";
import { issueServiceToken } from "../../servicetoken/index.ts";
import type { Subgraph } from "../subgraph/serveSubgraph.ts";

/** The key the tests' gateway shares with a subgraph, and the moment it all happens. */
export const TEST_SERVICE_KEY = new Uint8Array(32).fill(7);
export const TEST_NOW = new Date("2026-11-23T12:00:00.000Z");

/** A consumer with these roles. */
export const consumerWith = (...roles: readonly string[]): Consumer => ({ id: "someone", roles, scopes: [] });

/** A subgraph's answer, read and as it was sent. */
export interface Asked {
  readonly status: number;
  readonly data: Record<string, never> | null | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly text: string;
}

/** Asks a subgraph as the gateway does on behalf of a consumer. */
export async function askSubgraph(
  subgraph: Subgraph,
  consumer: Consumer,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
): Promise<Asked> {
  const body = JSON.stringify({ query, variables });
  const token = issueServiceToken({
    key: TEST_SERVICE_KEY,
    subgraph: subgraph.name,
    consumer,
    body,
    now: TEST_NOW,
  });
  const answer = await subgraph.handle({ authorization: `Bearer ${token}`, requestId: "request-1", body });
  const text = answer.body.toString();
  const { data, errors = [] } = JSON.parse(text) as {
    data?: Record<string, never> | null;
    errors?: readonly GraphQLFormattedError[];
  };
  return { status: answer.status, data, errors, text };
}
